"""Files of other programs, in and out: landmarks, label maps and transforms, one module for each format.

Readers take every file as hostile: sizes are bounded before memory is taken, nothing in a file is executed, and an
error names the place and the cure. They return what the file says in the frame it says it in; what that means for a
pair is settled by `workbench.readings_of_files`.
"""
