"""Every action of the window in one table: what it is called, which keys it has, where it is valid, what it does in a word.

Menus, tool bars, shortcuts, tool tips, the `?` sheet, the command palette and the conflict test are all made from these
rows. What an action does lies with the shell or the workspace that offers a handler of the same id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

WorkspaceId = Literal["cases", "annotate", "register", "check"]
MousePreset = Literal["annotator", "reader"]
WORKSPACES: tuple[WorkspaceId, ...] = ("cases", "annotate", "register", "check")
EVERYWHERE: tuple[WorkspaceId, ...] = WORKSPACES
VIEWERS: tuple[WorkspaceId, ...] = ("annotate", "check")
ANNOTATE: tuple[WorkspaceId, ...] = ("annotate",)
CHECK: tuple[WorkspaceId, ...] = ("check",)
REGISTER: tuple[WorkspaceId, ...] = ("register",)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can ask for.

    Parameters
    ----------
    title, tooltip : templates, translated where they are shown
    keys : in Qt's portable notation, the one that is shown first
    menu : title of its menu, after a "|" if a separator stands before it
    in_view : the view watches the key itself, because holding it means something too; no shortcut is made
    """

    id: str
    title: str
    menu: str
    keys: tuple[str, ...]
    tooltip: str
    help: str
    workspaces: tuple[WorkspaceId, ...] = EVERYWHERE
    icon: str = ""
    in_view: bool = False

    @property
    def menu_title(self) -> str:
        """The menu it belongs to."""
        return self.menu.lstrip("|")

    @property
    def begins_group(self) -> bool:
        """Whether a separator stands before it in the menu."""
        return self.menu.startswith("|")


@dataclass(frozen=True, slots=True)
class Gesture:
    """Something done with the mouse, perhaps while a key is held: shown in the `?` sheet, handled by the views."""

    title: str
    annotator: str
    reader: str
    workspaces: tuple[WorkspaceId, ...] = VIEWERS
    held: tuple[str, ...] = ()  # plain keys that the annotator preset watches and no action may have


# fmt: off
ACTIONS: tuple[Action, ...] = (
    Action("study.new", "New study…", "Study", ("Ctrl+N",), "Make a study in an empty folder.", "cases", icon="study_new"),
    Action("study.open", "Open study…", "Study", ("Ctrl+O",), "Open a study folder.", "cases", icon="study_open"),
    Action("study.open_pair", "Open two volumes…", "Study", ("Ctrl+Shift+O",),
           "Look at two image files at once; they can be saved as a study later.", "cases", icon="pair"),
    Action("study.open_demo", "Open demo", "Study", (), "Open a simulated pair with known truth, to try things out.",
           "cases", icon="demo"),
    Action("study.open_bundle", "Open bundle…", "Study", (),
           "Add the cases of a colleague's bundle to this study, or open it as a study of its own.", "files", icon="bundle"),
    Action("study.save_as", "Save study as…", "|Study", ("Ctrl+Shift+S",),
           "Give an unnamed study its place, or copy the study to another folder.", "saving", icon="save"),
    Action("study.checkpoint", "Save now", "Study", ("Ctrl+S",),
           "Write a snapshot now. Every edit is saved by itself anyway.", "saving", icon="save"),
    Action("study.export", "Export…", "Study", ("Ctrl+E",),
           "Write scans, landmarks, labels or registrations for other programs, or a bundle for another workstation.",
           "files", icon="export"),
    Action("app.reader", "Reader…", "|Study", (), "Change the name under which your work is saved.", "saving",
           icon="reader"),
    Action("app.quit", "Quit", "|Study", ("Ctrl+Q",), "Save everything and close the window.", "saving"),

    Action("edit.undo", "Undo", "Edit", ("Ctrl+Z",), "Take the last edit back.", "saving", icon="undo"),
    Action("edit.redo", "Redo", "Edit", ("Ctrl+Y", "Ctrl+Shift+Z"), "Do the edit that was taken back again.", "saving",
           icon="redo"),

    Action("case.import", "Import pair…", "Case", ("Ctrl+I",), "Add two volumes to this study as a new case.", "importing",
           icon="plus"),
    Action("case.import_work", "Import landmarks, labels or a transform…", "Case", ("Ctrl+Shift+I",),
           "Bring a colleague's file into the open case; it is tried in every reading first.", "files", icon="import_work"),
    Action("case.next", "Next case", "Case", ("Ctrl+PgDown",), "Open the next case of the work-list.", "cases",
           icon="case_next"),
    Action("case.previous", "Previous case", "Case", ("Ctrl+PgUp",), "Open the case before this one.", "cases",
           icon="case_previous"),
    Action("case.next_unfinished", "Next unfinished case", "Case", ("Ctrl+Shift+PgDown",),
           "Open the next case that is not done.", "cases", icon="case_unfinished"),
    Action("case.geometry", "Confirm geometry…", "Case", (),
           "Look at spacing and direction of the open case, confirm them or measure with a ruler.", "importing",
           icon="ruler"),
    Action("case.accept", "Accept and finish case", "|Case", ("Ctrl+Return",),
           "Accept the alignment in use and mark the case as done.", "check", icon="accept"),

    Action("case.report", "Report…", "Case", ("Ctrl+Shift+R",),
           "One page about the result in use, as HTML and PDF: pictures, figures, checks, your decision.", "check"),

    Action("workspace.cases", "Cases", "View", ("Ctrl+1",), "The work-list of the study.", "cases", icon="cases"),
    Action("workspace.annotate", "Annotate", "View", ("Ctrl+2",), "Mark landmarks and draw segmentations.", "annotate",
           icon="annotate"),
    Action("workspace.register", "Register", "View", ("Ctrl+3",), "Align the two volumes with a method.", "register",
           icon="register"),
    Action("workspace.check", "Check", "View", ("Ctrl+4",), "Judge whether the two volumes correspond.", "check",
           icon="check"),
    Action("view.fit", "Fit pictures", "|View", ("F", "="), "Show every slice as large as its pane allows.", "viewing",
           VIEWERS, "fit"),
    Action("view.centre", "Centre on crosshair", "View", ("C",), "Bring the crosshair to the middle of every pane.",
           "viewing", VIEWERS, "centre"),
    Action("view.maximise", "Maximise pane", "View", ("Shift+F",),
           "Show the pane under the pointer alone, and all panes again.", "viewing", VIEWERS, "maximise"),
    Action("view.true_size", "True size", "View", ("Shift+=",),
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
    Action("app.mouse", "Left drag sets black and white", "View", (),
           "The reader's mouse: no key is needed for the window; landmarks and brushes work as ever.", "viewing"),
    Action("case.figure", "Save figure…", "|View", ("Ctrl+Shift+G",),
           "Save the panes as they are now as a sharp PNG or PDF.", "check", VIEWERS),
    Action("hide.labels", "Hide segmentation", "|View", ("S",), "Hide or show the segmentation.", "viewing", VIEWERS,
           "labels"),
    Action("hide.landmarks", "Hide landmarks", "View", ("V",), "Hide or show the landmarks.", "viewing", VIEWERS,
           "landmarks"),
    Action("hide.names", "Hide names", "View", ("N",), "Hide or show the names of the landmarks.", "viewing", VIEWERS,
           "names"),
    Action("hide.all", "Hide all annotations", "View", ("X",), "Hide or show everything that was drawn.", "viewing",
           VIEWERS, "hidden"),

    Action("slice.next", "Next slice", "Slice", ("Down",), "One slice on.", "viewing", VIEWERS),
    Action("slice.previous", "Previous slice", "Slice", ("Up",), "One slice back.", "viewing", VIEWERS),
    Action("slice.next5", "Five slices on", "Slice", ("Shift+Down",), "Five slices on.", "viewing", VIEWERS),
    Action("slice.previous5", "Five slices back", "Slice", ("Shift+Up",), "Five slices back.", "viewing", VIEWERS),
    Action("slice.next10", "Ten slices on", "Slice", ("PgDown",), "Ten slices on.", "viewing", VIEWERS),
    Action("slice.previous10", "Ten slices back", "Slice", ("PgUp",), "Ten slices back.", "viewing", VIEWERS),
    Action("slice.first", "First slice", "Slice", ("Home",), "The first slice of this pane.", "viewing", VIEWERS),
    Action("slice.last", "Last slice", "Slice", ("End",), "The last slice of this pane.", "viewing", VIEWERS),

    Action("tool.navigate", "Navigate", "Tools", ("1",), "Click puts the crosshair; both volumes follow.", "viewing",
           ANNOTATE, "navigate"),
    Action("tool.landmark", "Landmark", "Tools", ("2",), "Click marks the chosen landmark, or a new one.", "landmarks",
           ANNOTATE, "landmark"),
    Action("tool.paint", "Paint", "Tools", ("3",), "Drag paints the chosen label; hold Ctrl to erase.", "painting",
           ANNOTATE, "paint"),
    Action("tool.erase", "Erase", "Tools", ("4",), "Drag erases the segmentation; hold Ctrl to paint.", "painting",
           ANNOTATE, "erase"),
    Action("tool.polygon", "Outline", "Tools", ("5",),
           "Click corners or drag a line; Enter fills the outline, Esc drops it, Ctrl begins one that erases.", "painting",
           ANNOTATE, "polygon"),
    Action("tool.threshold", "Threshold brush", "Tools", ("6",), "Drag paints only what is as bright as where it began.",
           "painting", ANNOTATE, "threshold"),
    Action("tool.adaptive", "Adaptive brush", "Tools", ("A",), "Drag paints up to the edges under the brush.", "painting",
           ANNOTATE, "adaptive"),
    Action("tool.fill", "Flood fill", "Tools", ("8",),
           "Press fills what is alike and hangs together; drag sideways for more.",
           "painting", ANNOTATE, "fill"),
    Action("tool.livewire", "Live-wire", "Tools", ("9",),
           "Click along an edge; the line follows it. Enter fills.", "painting",
           ANNOTATE, "livewire"),
    Action("tool.scissors", "Scissors", "Tools", ("0",),
           "Outline what is cut off the label through the whole depth; Ctrl keeps only what is inside.", "painting",
           ANNOTATE,
           "scissors"),
    Action("tool.ruler", "Ruler", "Tools", ("7",),
           "Drag measures a distance that stays with the case.", "painting", ANNOTATE,
           "ruler"),
    Action("tool.angle", "Angle", "Tools", ("Shift+A",), "Three clicks measure an angle that stays with the case.",
           "painting", ANNOTATE, "angle"),
    Action("tool.previous", "Last tool", "Tools", ("Space",), "Back to the tool used before.", "viewing", ANNOTATE,
           in_view=True),
    Action("brush.larger", "Larger brush", "|Tools", ("+",), "Make the brush larger.", "painting", ANNOTATE, "plus"),
    Action("brush.smaller", "Smaller brush", "Tools", ("-",), "Make the brush smaller.", "painting", ANNOTATE, "minus"),
    Action("label.next", "Next label", "Tools", (".",), "Paint with the next label of the table.", "painting", ANNOTATE),
    Action("label.previous", "Previous label", "Tools", (",",), "Paint with the label before.", "painting", ANNOTATE),

    Action("segment.interpolate", "Interpolate between slices", "Segmentation", ("B",),
           "Propose what lies between the slices in which the label is drawn.", "painting", ANNOTATE, "interpolate"),
    Action("segment.learn", "Learn from strokes", "Segmentation", ("J",),
           "Propose the whole region from a few strokes of two or more labels.", "painting", ANNOTATE, "learn"),
    Action("segment.grow", "Grow from seeds", "Segmentation", ("Shift+B",),
           "Let all drawn labels grow until they meet.", "painting", ANNOTATE, "grow"),
    Action("segment.propagate", "Take over from the other volume", "Segmentation", ("Shift+T",),
           "Propose the label of the other volume, through the registration in use.", "painting", ANNOTATE, "warp"),
    Action("segment.copy_next", "Copy outline to the next slice", "|Segmentation", ("Ctrl+Down",),
           "Draw the label of this slice in the next one too, and go there.", "painting", ANNOTATE, "copy_down"),
    Action("segment.copy_previous", "Copy outline to the slice before", "Segmentation", ("Ctrl+Up",),
           "Draw the label of this slice in the one before too, and go there.", "painting", ANNOTATE),
    Action("segment.tools", "Segmentation tools", "|Segmentation", ("Shift+S",),
           "Smooth, islands, margins, logic and more, with a preview.", "painting", ANNOTATE),
    Action("segment.numbers", "Label numbers", "Segmentation", ("Shift+N",),
           "Volumes, diameters and brightness of the labels, and what was measured.", "painting", ANNOTATE),
    Action("segment.surface", "3D view", "Segmentation", ("Shift+V",),
           "Surfaces of the labels with landmarks and planes, or the scan seen through.", "painting", ANNOTATE, "cube"),

    Action("landmark.next", "Next landmark", "Landmark", ("D",), "Jump to the next landmark of the table.", "landmarks",
           VIEWERS, "next"),
    Action("landmark.previous", "Previous landmark", "Landmark", ("Shift+D",), "Jump to the landmark before.",
           "landmarks", VIEWERS, "previous"),
    Action("landmark.nearest", "Nearest landmark", "Landmark", ("E",), "Jump to the landmark nearest to the crosshair.",
           "landmarks", VIEWERS, "nearest"),
    Action("landmark.confirm", "Accept landmark", "|Landmark", ("Return", "Enter"),
           "Accept the predicted place; a placed landmark is confirmed and locked.", "landmarks", ANNOTATE, "confirm"),
    Action("landmark.flag", "Flag landmark", "Landmark", ("M",), "Mark the landmark as doubtful; it counts nowhere.",
           "landmarks", ANNOTATE, "flag"),
    Action("landmark.delete", "Delete landmark", "Landmark", ("Del",), "Move the landmark to the trash.", "landmarks",
           ANNOTATE, "trash"),
    Action("landmark.place_here", "Mark at the crosshair", "Landmark", ("Ins",),
           "Put the chosen landmark, or a new one, at the crosshair of the active pane.", "landmarks", ANNOTATE,
           "landmark"),
    Action("landmark.refine", "Refine landmark", "Landmark", ("G",),
           "Move the mark in this volume to where the pictures agree best with its twin.", "landmarks", ANNOTATE,
           "smooth"),
    Action("landmark.next_unsure", "Next unsure landmark", "|Landmark", ("U",),
           "Jump to the next pair that is doubted, else to the next suggestion.", "landmarks", ANNOTATE, "warning"),
    Action("landmark.suggest", "Suggest landmarks", "Landmark", ("Ctrl+G",),
           "Find points worth marking and their twins, in the background; again to stop.", "landmarks", ANNOTATE,
           "search"),
    Action("landmark.accept_proposed", "Accept all proposed pairs", "Landmark", ("Shift+G",),
           "Accept every suggestion on which all predictors agree, as one edit.", "landmarks", ANNOTATE, "accept"),
    Action("landmark.witnesses", "Show predictors apart", "Landmark", ("Shift+E",),
           "Show where the pairs (P), the registration (R) and the pictures (I) expect a twin.", "landmarks", ANNOTATE,
           "centre"),
    Action("landmark.heat", "Good places for landmarks", "Landmark", ("Shift+H",),
           "Tint the places of the fixed volume that make good landmarks.", "landmarks", ANNOTATE, "contrast"),
    Action("landmark.gap", "Widest gap", "Landmark", ("Shift+U",),
           "Jump to the place farthest from all landmarks.", "landmarks", ANNOTATE, "nearest"),
    Action("landmark.skip", "Skip landmark", "|Landmark", ("Shift+M",),
           "This landmark cannot be found here; it counts as dealt with.", "landmarks", ANNOTATE, "next"),
    Action("landmark.align_nipples", "Align by the nipple", "Landmark", ("Ctrl+Shift+A",),
           "Shift one volume onto the other by the nipple: a start before any registration.", "landmarks", ANNOTATE,
           "link"),
    Action("landmark.draw", "Draw held-out landmarks…", "Landmark", (),
           "Decide by lot which pairs drive and which are held out, and seal it.", "landmarks", ANNOTATE, "locked"),
    Action("landmark.repeat", "Mark again, blind", "Landmark", ("Shift+R",),
           "Put a mark of old again without seeing where it was: it measures your own error.", "landmarks", ANNOTATE,
           "redo"),
    Action("landmark.report", "How good are my landmarks?", "Landmark", ("Shift+Q",),
           "Coverage, reliability of the rings, your own error, and whether predictions sway you.", "landmarks", ANNOTATE,
           "info"),
    Action("landmark.nudge_left", "Nudge left", "|Landmark", ("Alt+Left",), "Move the mark by one voxel.", "landmarks",
           ANNOTATE),
    Action("landmark.nudge_right", "Nudge right", "Landmark", ("Alt+Right",), "Move the mark by one voxel.", "landmarks",
           ANNOTATE),
    Action("landmark.nudge_up", "Nudge up", "Landmark", ("Alt+Up",), "Move the mark by one voxel.", "landmarks",
           ANNOTATE),
    Action("landmark.nudge_down", "Nudge down", "Landmark", ("Alt+Down",), "Move the mark by one voxel.", "landmarks",
           ANNOTATE),
    Action("landmark.nudge_out", "Nudge one slice back", "Landmark", ("Alt+PgUp",), "Move the mark through the plane.",
           "landmarks", ANNOTATE),
    Action("landmark.nudge_in", "Nudge one slice on", "Landmark", ("Alt+PgDown",), "Move the mark through the plane.",
           "landmarks", ANNOTATE),
    Action("landmark.nudge_left_fine", "Nudge left finely", "|Landmark", ("Alt+Shift+Left",),
           "Move the mark by a quarter voxel.", "landmarks", ANNOTATE),
    Action("landmark.nudge_right_fine", "Nudge right finely", "Landmark", ("Alt+Shift+Right",),
           "Move the mark by a quarter voxel.", "landmarks", ANNOTATE),
    Action("landmark.nudge_up_fine", "Nudge up finely", "Landmark", ("Alt+Shift+Up",),
           "Move the mark by a quarter voxel.", "landmarks", ANNOTATE),
    Action("landmark.nudge_down_fine", "Nudge down finely", "Landmark", ("Alt+Shift+Down",),
           "Move the mark by a quarter voxel.", "landmarks", ANNOTATE),
    Action("landmark.nudge_out_fine", "Nudge back finely", "Landmark", ("Alt+Shift+PgUp",),
           "Move the mark a quarter slice through the plane.", "landmarks", ANNOTATE),
    Action("landmark.nudge_in_fine", "Nudge on finely", "Landmark", ("Alt+Shift+PgDown",),
           "Move the mark a quarter slice through the plane.", "landmarks", ANNOTATE),

    Action("register.run", "Run registration", "Registration", ("Ctrl+R",), "Start the chosen method in the background.",
           "register", REGISTER, "run"),
    Action("register.cancel", "Cancel registration", "Registration", ("Ctrl+.",), "Stop the running method.", "register",
           REGISTER, "cancel"),
    Action("register.use", "Use this result", "|Registration", (), "Link both volumes through the chosen result.",
           "register", REGISTER, "link"),
    Action("register.remove", "Remove result", "Registration", ("Del",), "Take the chosen result off the list.",
           "register", REGISTER, "trash"),
    Action("overlay.native", "Both native", "Overlay", ("F4",),
           "Both volumes as they were scanned; the cursor follows through the registration.", "check", CHECK, "pair"),
    Action("overlay.blend", "Blend", "Overlay", ("F5",), "Mix both volumes.", "check", CHECK, "blend"),
    Action("overlay.two_colours", "Two colours", "Overlay", ("F6",),
           "Fixed in green, moving in magenta; grey where they agree.", "check", CHECK, "two_colours"),
    Action("overlay.checkerboard", "Checkerboard", "Overlay", ("F7",), "Fixed and moving in turn, tile by tile.",
           "check", CHECK, "checkerboard"),
    Action("overlay.wipe", "Wipe", "Overlay", ("F8",), "Fixed on one side of the mouse, moving on the other.", "check",
           CHECK, "wipe"),
    Action("overlay.edges", "Edges", "Overlay", ("F9",), "The borders of the moving volume over the fixed one.", "check",
           CHECK, "edges"),
    Action("overlay.difference", "Difference", "Overlay", ("F10",),
           "Where one volume is brighter for its surroundings; fit for speckle.", "check", CHECK, "difference"),
    Action("overlay.flicker", "Flicker", "Overlay", ("K",), "Fixed and moving in turn.", "check", CHECK, "flicker"),
    Action("overlay.show_moving", "Show moving while held", "Overlay", ("`",), "Hold to see the moving volume.",
           "check", CHECK, in_view=True),
    Action("overlay.more_opaque", "More of the moving volume", "|Overlay", ("]",), "Raise the opacity.", "check",
           CHECK, "plus"),
    Action("overlay.less_opaque", "Less of the moving volume", "Overlay", ("[",), "Lower the opacity.", "check",
           CHECK, "minus"),
    Action("overlay.colours", "Other colours", "Overlay", ("Shift+F6",), "Green and magenta, or orange and blue.", "check",
           CHECK, "two_colours"),
    Action("overlay.larger_tiles", "Larger or faster", "Overlay", ("+",),
           "Larger tiles, a larger loupe, or a faster flicker.", "check", CHECK, "plus"),
    Action("overlay.smaller_tiles", "Smaller or slower", "Overlay", ("-",),
           "Smaller tiles, a smaller loupe, or a slower flicker.", "check", CHECK, "minus"),
    Action("overlay.wipe_shape", "Other wipe", "Overlay", ("Shift+F8",), "Upright, level, cross, or a loupe.", "check",
           CHECK),
    Action("overlay.deformation", "Show deformation", "|Overlay", ("Shift+G",),
           "Predicted error, grid, arrows, distance moved, volume change, strain, or nothing, one after the other.",
           "check", CHECK),
    Action("overlay.results", "Compare results", "|Overlay", ("F11",),
           "Up to four results of this pair side by side, with their figures.", "check", CHECK, "compare"),
    Action("overlay.turned", "Turn moving slices along", "Overlay", ("Shift+T",),
           "Let the moving volume's slices follow the registration in orientation, not in position only.", "check", CHECK),
    Action("overlay.warped", "Through the registration", "Overlay", ("T",),
           "Switch between the aligned volumes and the way they were scanned.", "check", VIEWERS, "warp"),

    Action("help.page", "Help", "Help", ("F1",), "Help on the tool at hand.", "start", icon="help"),
    Action("help.keys", "Keys and mouse", "Help", ("?",), "All keys that work here.", "keys", icon="keyboard"),
    Action("help.palette", "Command palette…", "Help", ("Ctrl+Shift+P", "Ctrl+P"), "Find any command by name.", "keys",
           icon="search"),
    Action("help.log", "Show log files", "|Help", (), "Open the folder with the program's log.", "start", icon="log"),
    Action("help.about", "About Sonolign", "Help", (), "Version and licence.", "start", icon="info"),
)

GESTURES: tuple[Gesture, ...] = (
    Gesture("Slice", "Wheel", "Wheel"),
    Gesture("Zoom at the pointer", "Ctrl+wheel, or right-drag", "Ctrl+wheel, or right-drag"),
    Gesture("Pan", "Middle-drag, or Space+left-drag", "Middle-drag, or Space+left-drag"),
    Gesture("Window and level", "W+left-drag", "Left-drag", held=("W",)),
    Gesture("Crosshair here", "Shift+move; click with Navigate", "Shift+move; click with Navigate"),
    Gesture("Maximise a pane", "Double-click", "Double-click"),
    Gesture("Brush size", "Shift+wheel", "Shift+wheel", ANNOTATE),
    Gesture("Erase while painting", "Hold Ctrl", "Hold Ctrl", ANNOTATE),
    Gesture("Answer an outline or a proposal", "Enter keeps, Esc drops, Backspace takes a corner back",
            "Enter keeps, Esc drops, Backspace takes a corner back", ANNOTATE),
    Gesture("Cancel the drag, then the tool", "Esc", "Esc", held=("Esc",)),
)
# fmt: on

SWITCHES: frozenset[str] = frozenset(  # shown as on or off: tools, what is hidden, how volumes are overlaid
    row.id for row in ACTIONS if row.id.startswith(("tool.", "hide."))
) - {"tool.previous"} | {
    "app.mouse", "view.link", "view.cine", "view.interpolation", "overlay.blend", "overlay.two_colours",
    "overlay.checkerboard",
    "overlay.flicker", "overlay.warped", "overlay.wipe", "overlay.edges", "overlay.difference",
    "overlay.results", "landmark.witnesses", "landmark.heat",
}  # fmt: skip
# Keys by which tables, lists and fields move: no shortcuts are made of them, because a shortcut would take them away
# from whatever has the focus. They reach the window only if nobody else wanted them.
SHARED_KEYS: frozenset[str] = frozenset(
    {"Up", "Down", "Shift+Up", "Shift+Down", "PgUp", "PgDown", "Home", "End", "Return", "Enter"}
)
BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}
MENUS: tuple[str, ...] = tuple(dict.fromkeys(action.menu_title for action in ACTIONS))


def actions_in(workspace: WorkspaceId) -> Iterator[Action]:
    """The actions that are valid in a workspace, in table order."""
    return (action for action in ACTIONS if workspace in action.workspaces)


def conflicts() -> list[tuple[str, str, WorkspaceId]]:
    """Keys that two things share within a workspace, as (key, the two titles, workspace); there should be none."""
    found: list[tuple[str, str, WorkspaceId]] = []
    for workspace in WORKSPACES:
        owners: dict[str, str] = {}
        claims = [(key, action.title) for action in actions_in(workspace) for key in action.keys]
        claims += [(key, each.title) for each in GESTURES if workspace in each.workspaces for key in each.held]
        for key, title in claims:
            if key in owners:
                found.append((key, f"{owners[key]} / {title}", workspace))
            owners[key] = title
    return found
