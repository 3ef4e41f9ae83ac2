"""The rows of the action table that are about looking: which panes are shown, how large, how bright, and turned how."""

from __future__ import annotations

from workstation.ui.action_rows import VIEWERS, Action
from workstation.workbench.pane_layouts import KINDS

# fmt: off
VIEWING: tuple[Action, ...] = (
    Action("view.fit", "Fit pictures", "|View", ("F", "="), "Show every slice as large as its pane allows.", "viewing",
           VIEWERS, "fit"),
    Action("view.centre", "Centre on crosshair", "View", ("C",), "Bring the crosshair to the middle of every pane.",
           "viewing", VIEWERS, "centre"),
    Action("view.maximise", "Maximise pane", "View", ("Shift+F",),
           "Show the pane under the pointer alone, and all panes again.", "viewing", VIEWERS, "maximise"),
    Action("view.layout_1x1", "Layout: one pane", "|View", ("Ctrl+Alt+1",), "The pane under the pointer alone.",
           "viewing", VIEWERS, "layout_1x1"),
    Action("view.layout_1x2", "Layout: one plane of both", "View", ("Ctrl+Alt+2",),
           "The plane of the pane under the pointer, in both volumes.", "viewing", VIEWERS, "layout_1x2"),
    Action("view.layout_2x2", "Layout: two planes of both", "View", ("Ctrl+Alt+3",),
           "The coronal and another plane, in both volumes.", "viewing", VIEWERS, "layout_2x2"),
    Action("view.layout_2x3", "Layout: all planes, alike", "View", ("Ctrl+Alt+4",),
           "Three planes of both volumes, equally large, one volume above the other.", "viewing", VIEWERS, "layout_2x3"),
    Action("view.layout_large", "Layout: coronal large", "View", ("Ctrl+Alt+5",),
           "Three planes of both volumes, the coronal ones largest.", "viewing", VIEWERS, "layout_large"),
    Action("view.layout_1x3", "Layout: one volume", "View", ("Ctrl+Alt+6",),
           "Three planes of the volume under the pointer.", "viewing", VIEWERS, "layout_1x3"),
    Action("view.layout_next", "Next layout", "View", ("Y",), "One layout after the other.", "viewing", VIEWERS),
    Action("view.layout_previous", "Layout before", "View", ("Shift+Y",), "One layout back.", "viewing", VIEWERS),
    Action("app.second_window", "Second window", "View", ("F12",),
           "The same place seen in another way, in a window of its own for a second screen.", "viewing", VIEWERS,
           "second_window"),
    Action("view.true_size", "True size", "|View", ("Shift+=",),
           "A millimetre of tissue is a millimetre on the screen, as far as the screen tells its size.", "viewing",
           VIEWERS),
    Action("view.cine", "Cine", "View", ("P",),
           "Let the slices of the pane under the mouse run to the end and back; any press stops them.", "viewing", VIEWERS),
    Action("view.cine_rate", "Cine: other speed", "View", ("Shift+P",), "From 2 to 20 slices a second.", "viewing",
           VIEWERS),
    Action("view.link", "Link volumes", "View", ("Shift+L",), "Let both volumes follow one crosshair.", "viewing",
           VIEWERS, "link"),
    Action("view.interpolation", "Smooth pixels", "View", ("I",), "Switch between smooth pictures and plain voxels.",
           "viewing", VIEWERS, "smooth"),
    Action("view.slab_thicker", "Thicker slab", "|View", ("Ctrl+Shift+Up",),
           "Combine more slices into one picture, for a survey.", "viewing", VIEWERS),
    Action("view.slab_thinner", "Thinner slab", "View", ("Ctrl+Shift+Down",), "Combine fewer slices; at last one alone.",
           "viewing", VIEWERS),
    Action("view.slab_mode", "Slab: mean, maximum, minimum", "View", ("Ctrl+B",),
           "How the slices of a slab are combined: minimum finds dark lesions, maximum bright spots.", "viewing", VIEWERS),
    Action("view.window_auto", "Automatic window", "|View", ("Shift+W",), "Set black and white from the values.",
           "viewing", VIEWERS, "contrast"),
    Action("view.window_preset1", "Window: full range", "View", ("Alt+1",), "From the darkest to the brightest value.",
           "viewing", VIEWERS),
    Action("view.window_preset2", "Window: soft", "View", ("Alt+2",), "A little more contrast.", "viewing", VIEWERS),
    Action("view.window_preset3", "Window: strong", "View", ("Alt+3",), "Much contrast, for faint borders.", "viewing",
           VIEWERS),
    Action("view.window_preset4", "Window: dark parts", "View", ("Alt+4",), "Open up cysts and shadows.", "viewing",
           VIEWERS),
)
# fmt: on

VIEWING_SWITCHES: tuple[str, ...] = (
    "app.second_window",
    "view.link",
    "view.cine",
    "view.interpolation",
    *(f"view.layout_{kind}" for kind in KINDS),
)
