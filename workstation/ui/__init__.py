"""What a person touches: Qt windows over the workbench."""
