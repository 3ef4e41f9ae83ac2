<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>Sonolign</name>
    <message>
      <source>{path} is not an empty folder; choose another place.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Source and target are the same file; choose another target.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The pictures cannot be drawn: {why}. Install what is missing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The pictures of the {side} scan may show the patient's name. Look at them (sonolign dicom pages) and say --pixels-reviewed, with --black-out-{side} where there is text; or say --pixels-not-reviewed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A pseudonym is for one patient, but the files name {count}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The {side} scan is not DICOM; only pictures of DICOM files are blacked out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no display here to open a window on; start this on a desktop.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} does not exist; check the name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The report cannot be drawn: {why}. Install what is missing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The window cannot be opened: {why}. Install what is missing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>--set expects KEY=VALUE, got {text}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Case {case} is open for editing in another window; close it there first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>--set expects NAME=NUMBER, got {text}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It is not clear how {file} is meant. As {first}? As {second}? Ask whoever made it, and say which with --frame and --inverse or --no-inverse.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Say with --case which case {names} belongs to.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A probe's radius must be larger than the depth of its picture ({depth} mm), got {radius} mm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} scan lines every {gap} mm do not fit on half a cylinder of {radius} mm radius.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A point must be three finite numbers (x, y, z) in mm, got {v}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A grid needs three sizes of at least one voxel, got {shape}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A grid of {shape} voxels is larger than the program can hold.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Voxel spacing must be three positive numbers in mm, got {s}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The origin must be three finite numbers in mm, got {o}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The direction must be a 3×3 matrix of finite numbers, got {d}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The axes of a volume must be at right angles and of length one, got direction {d}; resample the sheared volume to a straight grid first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stated by {source}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The picture lies on a straight grid.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not known; measure it on the picture first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only dx, dy and dz can be measured with a ruler, not {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A ruler needs two positive lengths, got {voxels} voxels for {mm} mm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Paint {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Erase {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fill {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import labels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Clear {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Outline {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cut {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Grow from seeds</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Interpolate {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smooth {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Clean islands of {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Margin of {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hollow {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fill holes of {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Combine {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy {name} to the next slice</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take {name} over from the other volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Learn from strokes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mark {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add label {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove label {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Edit label {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The label value {v} is in use.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is still drawn; clear its voxels before removing the label.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no label with value {v}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A label edit is damaged: its voxels cannot be decoded.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A label edit is damaged: it holds {n} voxels instead of {want}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The opacity of a label lies between 0 and 1, got {o}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A label value lies between 1 and 255, got {v}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A label needs a name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A colour is written like #40c0a0, got {c}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Labels must be whole numbers in three dimensions, got {t} {s}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label values must lie between 0 and 255, got {low} to {high}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A label edit reaches outside the volume of {shape} voxels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This label edit does not fit the current labels; the edits are out of order.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Place {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nudge {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Refine {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Accept {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove mark of {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rename {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Change type of {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Change state of {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Change confidence of {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Comment on {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Change role of {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Discard {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Restore {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw {count} held-out landmarks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take the draw back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mark again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Forget repeated mark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The landmark id {id} is in use.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is confirmed and locked; set its state back to move it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The role of {name} was drawn by lot and is sealed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no landmark with id {id} in the trash.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No roles were drawn.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The id {id} is in use.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no repeated mark with id {id}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>unplaced</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>placed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>confirmed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>skipped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>flagged</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>open</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>drive</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>held out</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The uncertainty of a mark is six covariances, got {n}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A landmark needs an id and a name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A landmark has no state {state} or role {role}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Confidence is 1, 2 or 3, got {c}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no landmark with id {id}; it may have been deleted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Measure {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove measurement {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move measurement {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A {kind} needs {n} points, got {got}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is a measurement with id {id} already.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no measurement with id {id}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>transverse</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>sagittal</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>coronal</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>PASS</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>CHECK</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>FAIL</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>new</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>in progress</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>done</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>undecided</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>accepted</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>rejected</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>needs work</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{sentence} {limit}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no registration result with id {id}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no case {id}; the study has: {known}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Register with {method}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove result {method}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use result {method}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Edit review</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import {file}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Forget import of {file}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import case {id}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove case {id}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Edit case {id}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Confirm geometry of case {id}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Withdraw geometry of case {id}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rename study</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Change protocol</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Change thresholds</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The registration result {id} is already listed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import transform</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is in use; choose another result or none first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use no registration</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Decide: {decision}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mark case as {progress}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The import {id} is already listed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{id} is not the last import; the edits are out of order.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The study already has a case {id}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A decision about geometry needs the name of who made it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing was decided about the geometry of case {id}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A study needs a title.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Threshold “{title}”: {value}, by the study's protocol; default {default} ({source}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the study's protocol</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Threshold {name}: {value:g}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Threshold “{title}”: {value}, set by {by} on {day}; default {default} ({source}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no threshold {name}; there are: {known}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>set by {by} on {day}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The threshold “{title}” must lie between {low} and {high}, got {value}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The threshold “{low}” ({a}) must not be above “{high}” ({b}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An affine map needs a (3, 3) matrix and a (3,) offset, got {m} and {o}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An affine map needs finite numbers and a matrix that can be inverted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Displacements must have shape {want}, got {got}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A displacement field must not contain NaN or infinite values.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The voxels have shape {voxels} but the grid says {grid} (z, y, x).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Voxels must be numbers, got values of type {t}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A field of the checkerboard must be larger than 0 pixels, got {size}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pictures to be compared must have been windowed to 8 bit, got {fixed} and {moving}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pictures to be compared must be of one size, got {fixed} and {other}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>preparing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Voxel size of the first level. Larger finds larger motion.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How many levels from coarsest to finest.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Linear alignment before deforming. None: start from the initial transform, or as the scans are placed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Voxel size of the last level. Smaller is more exact and slower.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Window of local normalisation on the last level; coarser levels use more. 0 switches it off.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The last level is coarsened until it has no more voxels than this.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The installed torch is made for the processor only.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no NVIDIA graphics card, or its driver is missing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only computers by Apple have it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A {kind} cannot be given to ITK without a grid to sample it on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>disagrees with {count} neighbours by {mm} mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>left and right look exchanged between the two volumes: the pairs fit a mirrored motion better</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>off by {mm} mm; did you mean {other}?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>off by {mm} mm; its moving point looks swapped with that of {other}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>lies {mm} mm from {other}: the same point twice?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>has the same name as another landmark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A map needs at least one pair, got {f} fixed and {m} moving points.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>reading the volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>looking for corners</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>matching forward and back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>looking for rare places</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The two volumes do not overlap: only {share:.0%} of the fixed one meets the moving one. Check their geometry and masks, or start from landmarks.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>searching the start</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The two volumes do not overlap enough to find a start; check their geometry and masks.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A map needs shape {want}, got {got}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A label value lies between 0 and 255, got {v}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The radius of a brush must be more than 0 mm, got {r}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The labels have shape {labels} but the grid says {grid} (z, y, x).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A disc brush needs the plane it lies in.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A simulated scan needs at least {least} voxels (z, y, x), got {got}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Difficulty is one of {known}, got {got}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The {what} volume has {size} voxels along x, y, z; at least {least} are needed along each axis.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The {what} volume contains values that are not numbers (NaN or infinite); repair or re-export the file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The {what} volume has the same value {value} everywhere, so there is nothing to align; check that the right file was opened.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The {what} mask has shape {mask} but its volume has {volume} (z, y, x); export it on the volume's grid.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The {what} mask is empty; mark the region that counts, or use no mask.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The {what} mask is too thin to be used; mark a larger region.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The two volumes do not overlap; check their geometry and masks, or start from landmarks.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>aligning</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No registration from the moving to the fixed volume was found to compare with.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>step must be at least 1, got {step}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A scan is converted to a grid along the patient's axes, not to an oblique one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The voxels have shape {voxels} but the raster says {raster} (z, y, x).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The values have shape {values} but the grid says {grid} (z, y, x).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>straightening the picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The adaptive brush is too large to follow the hand; make it smaller.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw seeds of at least two labels: of the structure, and of what surrounds it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Outline the label in at least two slices with a gap between them; the gap is filled.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw strokes of at least two labels: of the structure, and of what surrounds it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A margin lies between 0 and 100 mm, got {mm}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An outline needs at least three corners, got {n}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Through this registration the label lies outside the other volume.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing is drawn with this label yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The size of a smoothing lies between 0 and 20 mm, got {mm}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A median over {n} voxels is too large; choose a smaller size.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A predicted-error map needs shape {want}, got {got}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>predicting the error: preparing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>predicting the error: looking around every place</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>predicting the error: weighing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>predicting the error: done</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The error is not predicted: that is calibrated for ultrasound, and {name} is {kind}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The error is not predicted: the millimetres of {name} are not confirmed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The error is not predicted: that is calibrated for whole breast scans, and {name} is too small or too coarse for one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} was not saved: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} exists already and is never written twice.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is an HDF5 file, but not one of this program.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A rectangle needs a place within the picture and a size of at least one pixel.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds no DICOM files.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is a damaged DICOM file; copy it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} needs {want} MB of memory, {have} MB are free; close other programs.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: it holds too many elements.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not a DICOM file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: it would unpack to more than {limit} MB.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The pictures of {name} point in different directions; choose a series of parallel ones.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} states directions of rows and columns that are not at right angles.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} shows {count} places more than once (first at {where} mm): it holds several volumes, such as echoes or times; choose one of them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The pictures of {name} are shifted against each other by {mm} mm, as by a tilted gantry ({angle}°); such a sheared volume must be resampled to a straight grid first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The scanner states no place in the patient; distances do not depend on it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The scanner's nipple mark, read as a voxel: the unit is not documented; check it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>removed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>replaced by {what}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>moved to {what}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>kept</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>only the age: {what}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>kept as a word: {what}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>its numbers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>with the pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds no pictures: it is a DICOM {kind}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is a damaged DICOM file: it declares {frames} pictures of {columns}×{rows} pixels, {samples} samples of {bits} bits.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: it declares {frames} pictures.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is cut short: it declares {want} pictures and holds {have}; copy it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds no pictures: its pixels are missing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is packed in a way this program does not read ({how}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is a damaged DICOM file: it declares pictures of {columns}×{rows} pixels in {samples} colours, but holds one of {size} in {colours}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The pictures of {name} cannot be unpacked ({how}): they are damaged, or of a kind the decoder does not know.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is cut short: it declares {want} bytes of pictures and holds {have}; copy it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is cut short: it declares {want} pictures and holds fewer; copy it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not a key file of this program, or is damaged.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{words}” holds the patient's name or number; choose words that say nothing about the patient.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A pseudonym has 1 to 40 letters, digits, blanks, dots or dashes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{pseudonym} is the pseudonym of another patient; choose another.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The key file must not lie in a study ({name}); choose a place that is not shared.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} has format version {version}, this program reads up to {known}; update the program.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds {count} volumes ({listed}); choose a folder or file with one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} does not exist; was it moved or renamed?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds no DICOM volume{why}; choose another folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds more than {limit} files; choose a smaller folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no DICOM file to read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is a single picture ({kind}); a volume needs at least two.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is no scan of a curved probe whose geometry is known.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} files are more than one volume can have.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} of {all} pictures of {name} do not state where they lie; leave them out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is no scan: it is a DICOM {kind}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds {count} pictures by itself; read it alone.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The pictures differ in size: {name} has {own}, {other} has {size}; choose a series of equal ones.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} files are copies of pictures in other files and were left out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} shows nothing: every voxel has the value {v}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds NaN or infinite values; expected finite numbers everywhere.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The distances between the pictures are too uneven for a volume: {low} to {high} mm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not an image this program reads; it reads NIfTI, NRRD and MetaImage ({kinds}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is a colour or vector image; a volume needs one number per voxel.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: its header cannot be read; copy it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not a NIfTI-1 file in one piece; convert it to .nii.gz.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not an NRRD file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is packed in a way this program does not read; save it as gzip or raw NRRD.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is packed in a way this program does not read; save it as binary .mha.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not an image of the kind its name says, or is damaged.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: its voxels must be one file in the same folder, not {data}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} needs {data} beside it; copy both files.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is a series of {n} volumes; choose a file with a single volume.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} has {n} dimensions, but a volume has three; choose a 3D image.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds complex numbers; a volume needs one plain number per voxel.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds values of a type this program does not read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not a MetaImage file, or is damaged.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} lies on a sheared grid, whose axes are not at right angles; resample it to a straight grid first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} does not lie on the volume's grid: {what}; resample it to the volume first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is no label map: labels are whole numbers from 0 to 65535, found {low} to {high}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Labels must be whole numbers, got values of type {t}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A displacement field is written as .nii.gz, not as {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is cut short: its header declares {want} bytes of voxels, the file holds {have}; copy it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} has no suffix this program writes; use one of {kinds}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} cannot be read ({detail}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is cut short or damaged: its voxels cannot be read to the end; copy it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: its geometry cannot be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds no landmarks.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} has no columns label and l, p, s (or r, a, s); export it from Slicer's Markups.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is a DICOM file of another kind ({got}); expected {want}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A DICOM registration leads from the moving scan to the fixed one; it was inverted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No landmark is placed; Spatial Fiducials need at least one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds {n} sets of fiducials; expected one for each scan.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: a matrix of it is not one of sixteen finite numbers.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} registers {n} frames to its own; expected one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A field of {shape} is too large for DICOM; write it on a coarser grid.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: its deformation grid is incomplete.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: its grid of {size} does not fit its {n} bytes of vectors.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} leaves its deformation undefined at some places; such a field cannot be used.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds more than {n} fiducials.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is a damaged registration ({detail}); copy it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: fiducial {key} is not one point of three numbers.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Its segments are shares; a voxel belongs to the one with the largest, from one half on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing is drawn; a DICOM segmentation needs at least one segment with voxels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: it holds segments that it does not list.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: its pixels are not those it declares; copy it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} needs {want} MB of memory; close other programs.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not a segmentation that can be read as a stack of slices ({detail}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Segments overlap; the later one has the voxels of both.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is no displacement field this program reads (.nii.gz, .nrrd, .npy, .npz).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is read in voxels of the array, first axis first; programs that follow torch's grid_sample turn the order round.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} cannot be read as a displacement field ({detail}); copy it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} has intent 1006, whose vectors are RAS on disk; they were turned to LPS. Programs with ITK before 5.4 do not turn them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} has four dimensions, as Learn2Reg writes fields: vectors count voxels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is no displacement field: expected three decimal numbers a voxel (X, Y, Z, 1, 3), got {shape}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: its orientation holds NaN or infinite numbers.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} declares {mb} MB of values, for which the file is too small; copy it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is no displacement field: expected three decimal numbers a voxel.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is a displacement field of the unknown type {kind}; expected resampling or modeling.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} has no geometry of its own; give the fixed scan as well.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds NaN or infinite displacements; expected finite numbers.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds displacements of more than a kilometre; it is damaged.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} does not say what its vectors are (intent {intent}); mm in LPS, as ITK writes them, is assumed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is of type modeling: it takes the moving scan to the fixed one and is inverted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} has shape {got}; for this scan expected (3, X, Y, Z) = {want}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A transform of type {t} has no form in ITK's files; sample it to a displacement field first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds no transform.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds {n} transforms that are not one; save the one you need.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds B-splines, which were sampled to a field.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not a transform file of ITK.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds a transform that is not three-dimensional ({kind}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds a {kind}, which this program does not read; convert it to a displacement field.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>ITK transforms are written as .tfm, .txt or .h5, not as {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: its numbers do not make a transform ({detail}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds more than {n} transforms.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is an HDF5 file, but not a transform file of ITK.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} would be a deformation as text; write it as .h5.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds label values above 255; number its labels anew.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not an annotation file of ITK-SNAP; save it there as annotations again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} rulers of ITK-SNAP were left out; only landmarks are taken.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not valid XML (line {line}); save it in ITK-SNAP again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds more than {most} landmarks; split it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>These labels have another voxel size or direction than the scan; resample them to it first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>These labels lie a part of a voxel beside the scan's voxels; resample them to it first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{a} has {n} rows and {b} has {m}; both must list the same landmarks in the same order.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The name of a Learn2Reg task consists of letters and digits, got {task}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is no matrix of sixteen numbers that makes an invertible map; export it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged or not a transform file of ITK; export it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds a matrix only; write a deformation as .h5 or .nii.gz.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is larger than {mb} MB, which no such file is; is it the right one?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not a NRRD file in one piece.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} keeps its values in another file; save it in one piece.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} states the space {space}, which is not known; expected left-posterior-superior.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} cannot be read ({detail}); copy it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not a landmark table of this program: the column {column} is missing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds the same landmark id twice; correct the column id.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The two landmark files are in different frames ({a}, {b}); convert one of them first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This file counts in voxels; give the scan it belongs to as well.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is no label map: its values are not whole numbers.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds more than {most} segments; split it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label values were numbered anew, because layers use the same ones.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: segment {n} lies in a layer that is not there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: segment {n} has no label value.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} states the unknown coordinate system {frame}; expected LPS or RAS.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds no list of markups; save it from Slicer as .mrk.json.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} mixes LPS and RAS lists; save each list in a file of its own.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} does not begin with the header of a Slicer .fcsv file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} has no columns x, y and z; save it again from Slicer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds more than {most} points; split it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} states no coordinate system; RAS is assumed, as Slicer does.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} states its positions in {unit}; expected mm or um.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds no list of control points; save it again from Slicer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file follows an unknown version of Slicer's schema; check the points.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Control points of {kinds} were taken as landmarks.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file holds {n} lists; all their points were read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name}, line {line}, {what}; correct that line or export the file again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds JSON but not an object with named values; export it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not text in UTF-8 (byte {at}); save it again as UTF-8.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not valid JSON ({detail}); export it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds more than {most} rows; split it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This transform counts in voxels; give both scans as well.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Your last edits are not saved yet: {why} ({path}). They are kept in memory and saving is tried again; free some space or make the folder writable, and do not close the program.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The journal {name} cannot be read: {why}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The journal {name} is damaged at line {line}; the edits before it can be recovered with a copy of the file cut off there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The disk did not confirm the edits to {name} in time (waited: {done}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} was closed before all of it was loaded.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Voxels are read in boxes with step 1, got step {step}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: part of its voxels cannot be read ({detail}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>NIfTI holds at most {most} voxels along an axis, the volume has {sizes}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: its labels have shape {got} but the volume has {want}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not a reading of case {case}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not a reading.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: a part of the reading is missing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: a block of its labels is incomplete.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: a block of its labels cannot be decoded.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is a folder; choose a file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not a regular file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is empty; copy it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} may not be read with your permissions.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: {key} keeps its values in another file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: {key} holds values of type {t}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: {key} holds no values.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: {key} declares {mb} MB but the file is too small for it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: {key} is stored in pieces larger than itself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: {key} is not stored as plain text.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: {key} declares more text than the file holds.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} needs {need} MB of memory but only {have} MB are free; close other programs.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} cannot be read: it is damaged or not of the expected kind ({detail}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: its groups are nested too deeply.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: {key} needs an unknown filter.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: the attribute {key} is too large.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: the attribute {key} is of an unknown type.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: {key} is a link to another place or file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: {key} appears in it twice.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: it holds too many objects.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: {key} is neither data nor a group.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An edit could not be read: expected an object with a command name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The study contains an edit this version does not know ({name}); open it with a newer version.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{what} does not say its format version; it may be damaged.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{what} has format version {found}; this program reads up to {known}. Install a newer version to open it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A {kind} could not be read: {where}: {fault}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A name may have up to 80 characters, must not begin or end with a dot, and must not contain &lt; &gt; : " / \ | ? *; got {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is a reserved name on Windows; choose another.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged or cannot be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not an empty folder; choose another place for the new study.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not a study: it has no file study.json.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: a part is missing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} does not fit its journal; the journal is used.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The study has no readable study.json.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} cannot be locked: {why}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The last edit in {name} was cut off by a crash and is left out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The journal beside {name} is missing; undo starts from here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The transform is nested more than {n} deep; sample it to one field first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The record of a transform must be plain JSON values ({why}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not a transform file of this program.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The transform has more than {n} parts; sample it to one field first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A transform of type {t} cannot be stored; sample it to a displacement field first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not a file of volumes of this program.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: its voxels are not stored as expected.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: part of its voxels is missing; copy it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is damaged: {key} is {value}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is not available here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{title}  ({keys})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This belongs to another workspace.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not now: {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source> or </source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New study…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Study</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make a study in an empty folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open study…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open a study folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open two volumes…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Look at two image files at once; they can be saved as a study later.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open demo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open a simulated pair with known truth, to try things out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open bundle…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add the cases of a colleague's bundle to this study, or open it as a study of its own.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save study as…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give an unnamed study its place, or copy the study to another folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save now</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write a snapshot now. Every edit is saved by itself anyway.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write scans, landmarks, labels or registrations for other programs, or a bundle for another workstation.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Thresholds…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What verdicts of this study are held to, who recommends it, and other values.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reader…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Change the name under which your work is saved.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Quit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save everything and close the window.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Undo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Edit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take the last edit back.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Redo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Do the edit that was taken back again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import pair…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Case</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add two volumes to this study as a new case.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import landmarks, labels or a transform…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bring a colleague's file into the open case; it is tried in every reading first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next case</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open the next case of the work-list.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Previous case</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open the case before this one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next unfinished case</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open the next case that is not done.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Confirm geometry…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Look at spacing and direction of the open case, confirm them or measure with a ruler.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Accept and finish case</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Accept the alignment in use and mark the case as done.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Report…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One page about the result in use, as HTML and PDF: pictures, figures, checks, your decision.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cases</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>View</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The work-list of the study.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Annotate</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mark landmarks and draw segmentations.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Register</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Align the two volumes with a method.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Judge whether the two volumes correspond.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Left drag sets black and white</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The reader's mouse: no key is needed for the window; landmarks and brushes work as ever.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save figure…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the panes as they are now as a sharp PNG or PDF.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hide segmentation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hide or show the segmentation.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hide landmarks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hide or show the landmarks.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hide names</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hide or show the names of the landmarks.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hide all annotations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hide or show everything that was drawn.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next slice</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Slice</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One slice on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Previous slice</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One slice back.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Five slices on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Five slices on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Five slices back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Five slices back.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ten slices on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ten slices on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ten slices back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ten slices back.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>First slice</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The first slice of this pane.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Last slice</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The last slice of this pane.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Navigate</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tools</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Click puts the crosshair; both volumes follow.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Landmark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Click marks the chosen landmark, or a new one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Paint</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drag paints the chosen label; hold Ctrl to erase.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Erase</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drag erases the segmentation; hold Ctrl to paint.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Outline</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Click corners or drag a line; Enter fills the outline, Esc drops it, Ctrl begins one that erases.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Threshold brush</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drag paints only what is as bright as where it began.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Adaptive brush</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drag paints up to the edges under the brush.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Flood fill</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Press fills what is alike and hangs together; drag sideways for more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Live-wire</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Click along an edge; the line follows it. Enter fills.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Scissors</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Outline what is cut off the label through the whole depth; Ctrl keeps only what is inside.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ruler</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drag measures a distance that stays with the case.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Angle</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Three clicks measure an angle that stays with the case.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Last tool</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Back to the tool used before.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Larger brush</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make the brush larger.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smaller brush</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make the brush smaller.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next label</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Paint with the next label of the table.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Previous label</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Paint with the label before.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Interpolate between slices</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Segmentation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Propose what lies between the slices in which the label is drawn.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Propose the whole region from a few strokes of two or more labels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Let all drawn labels grow until they meet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take over from the other volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Propose the label of the other volume, through the registration in use.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy outline to the next slice</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw the label of this slice in the next one too, and go there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy outline to the slice before</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw the label of this slice in the one before too, and go there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Segmentation tools</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smooth, islands, margins, logic and more, with a preview.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label numbers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Volumes, diameters and brightness of the labels, and what was measured.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>3D view</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Surfaces of the labels with landmarks and planes, or the scan seen through.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next landmark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Jump to the next landmark of the table.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Previous landmark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Jump to the landmark before.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nearest landmark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Jump to the landmark nearest to the crosshair.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Accept landmark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Accept the predicted place; a placed landmark is confirmed and locked.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Flag landmark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mark the landmark as doubtful; it counts nowhere.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete landmark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move the landmark to the trash.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mark at the crosshair</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Put the chosen landmark, or a new one, at the crosshair of the active pane.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Refine landmark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move the mark in this volume to where the pictures agree best with its twin.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next unsure landmark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Jump to the next pair that is doubted, else to the next suggestion.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Suggest landmarks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Find points worth marking and their twins, in the background; again to stop.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Accept all proposed pairs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Accept every suggestion on which all predictors agree, as one edit.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show predictors apart</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show where the pairs (P), the registration (R) and the pictures (I) expect a twin.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Good places for landmarks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tint the places of the fixed volume that make good landmarks.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Widest gap</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Jump to the place farthest from all landmarks.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Skip landmark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This landmark cannot be found here; it counts as dealt with.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Align by the nipple</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Shift one volume onto the other by the nipple: a start before any registration.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw held-out landmarks…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Decide by lot which pairs drive and which are held out, and seal it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mark again, blind</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Put a mark of old again without seeing where it was: it measures your own error.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How good are my landmarks?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Coverage, reliability of the rings, your own error, and whether predictions sway you.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nudge left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move the mark by one voxel.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nudge right</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nudge up</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nudge down</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nudge one slice back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move the mark through the plane.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nudge one slice on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nudge left finely</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move the mark by a quarter voxel.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nudge right finely</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nudge up finely</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nudge down finely</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nudge back finely</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move the mark a quarter slice through the plane.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nudge on finely</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run registration</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Registration</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start the chosen method in the background.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cancel registration</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop the running method.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use this result</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Link both volumes through the chosen result.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove result</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take the chosen result off the list.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Both native</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Overlay</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Both volumes as they were scanned; the cursor follows through the registration.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Blend</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mix both volumes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Two colours</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fixed in green, moving in magenta; grey where they agree.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Checkerboard</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fixed and moving in turn, tile by tile.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Wipe</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fixed on one side of the mouse, moving on the other.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Edges</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The borders of the moving volume over the fixed one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Difference</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Where one volume is brighter for its surroundings; fit for speckle.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Flicker</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fixed and moving in turn.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show moving while held</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hold to see the moving volume.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>More of the moving volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Raise the opacity.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Less of the moving volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lower the opacity.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Other colours</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Green and magenta, or orange and blue.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Larger or faster</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Larger tiles, a larger loupe, or a faster flicker.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smaller or slower</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smaller tiles, a smaller loupe, or a slower flicker.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Other wipe</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Upright, level, cross, or a loupe.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show deformation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Grid, arrows, maps of distance, volume change, strain and error, or nothing, one after the other.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next loop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Another loop of registered pairs for the loop map, where this pair is part of several.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Compare results</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Up to four results of this pair side by side, with their figures.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Turn moving slices along</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Let the moving volume's slices follow the registration in orientation, not in position only.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Through the registration</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Switch between the aligned volumes and the way they were scanned.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Help</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Help on the tool at hand.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keys and mouse</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All keys that work here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Command palette…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Find any command by name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show log files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open the folder with the program's log.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>About Sonolign</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Version and licence.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Wheel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Zoom at the pointer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ctrl+wheel, or right-drag</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Middle-drag, or Space+left-drag</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Window and level</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>W+left-drag</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Left-drag</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Crosshair here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Shift+move; click with Navigate</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Maximise a pane</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Double-click</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Brush size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Shift+wheel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Erase while painting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hold Ctrl</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Answer an outline or a proposal</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Enter keeps, Esc drops, Backspace takes a corner back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cancel the drag, then the tool</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Esc</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a landmark first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This case is open for editing in another window; here it can only be looked at.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The label table is empty; add a label first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} went to the trash; Undo brings it back.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is confirmed already.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not placed in either volume yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is confirmed and locked.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} has no mark in this volume.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} cannot be written.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Picture with black rectangles</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drag over text to black it out in all pictures of this volume. Keys: Ins adds a rectangle, Space takes the next one, arrows move it, Shift+arrows size it, Ctrl is faster, Del removes it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Inside {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open a case first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>choose Paint or another drawing tool first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>From press</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>3D</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Over all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Over nothing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source> mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Brush</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Brush radius</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Radius of the brush; Shift+wheel, + and - change it too</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Brush shape</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A disc paints one slice, a sphere paints in depth too</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Range from press</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The range of brightness follows each press; without it, it stays as it is set</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Darkest</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The darkest grey value that is painted</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Brightest</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The brightest grey value that is painted</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tolerance</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>By how many grey values a filled place may differ; drag right or left while filling changes it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fill in space</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fill through the slices, up to 25 mm around; else this slice</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label to paint with</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The label to paint with; , and . go through the table</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What may be drawn over</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw over everything, only where nothing is drawn, or only inside one label; locked labels stay</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No study is open.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The study has no case yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is the last case.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is the first case.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Undo {edit}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Redo {edit}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is open for editing in another window.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing to undo.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing to redo.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No case is open.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No registration is in use, so there is no alignment to accept.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No other case is unfinished.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>State</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Decision</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Landmarks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Error before → after</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>cannot be read</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{placed} of {wanted}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No case yet. Import two volumes to begin.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open or create a study first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The case list is open for editing in another window.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Case {id} is in the study.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The geometry of case {id} is stored with your name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drop two volumes, DICOM folders or a study folder here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>NIfTI, NRRD, MetaImage or DICOM; the first one is the fixed volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{done} of {all} done</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Recent studies</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no loop: no three registered pairs of this study share their scans.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is one loop only.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The registration through which both volumes are linked.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What the image content around the crosshair says, looked at whenever it rests.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Comment (optional)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Why you decide so; it is saved with the decision.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No registration (as scanned)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Result</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Checks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>At the crosshair</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Your decision</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The volumes are shown as they were scanned. Run a registration in Register.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hide the checks that passed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} checks passed: show</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not decided yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source> By {name}, {moment}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Decided: {decision}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only the blend has an opacity; choose Blend first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only tiles, the loupe and the flicker have a size or a rate; choose one of them first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only the loupe has a size; choose it first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only two colours, edges and difference are coloured; choose one of them first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose Wipe first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no registration result yet; run a method in Register.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no registration in use; run one in Register, or switch it on with T.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Command palette</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Type a command</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Which plane is compared; the crosshair stays where it is.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The result that this column shows.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Link both volumes through this result; then accept or reject it at the right.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Plane</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run several methods in Register to compare them here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>In use</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Something went wrong</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The program met an error it did not expect. Your edits are saved and you can go on. If it happens again, copy the details and send them to whoever looks after the program.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy details</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copied</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Also in {file}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} mm grid, without the shift of {mm} mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>moved, mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>strain</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>to the moving volume, × {factor}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Element</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>In the file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>In the study</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Key file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Look at all pictures and say that no text is left in them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>none: nobody can find the patient again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A file outside the study that leads from pseudonyms back to patients. With the same key file, a patient who comes again gets the same pseudonym and the same shift of dates.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The files name two different patients: is this the right pair?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Of {all} elements, {kept} leave a trace in the study, {removed} are removed. Pixels are kept.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pseudonym</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What the patient is called in the study; not a name or hospital number.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Patient in the files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fixed volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Moving volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>nobody is named</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Previous picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add rectangle</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove rectangle</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Same in the other volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>I looked at all pictures: no text is left that tells who the patient is</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Key: Page Up</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is the first picture.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Key: Page Down</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is the last picture.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Black out a part of all pictures of this volume. Key: Ins in the picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Key: Del in the picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Click on a rectangle first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take the last change of the rectangles back. Key: Ctrl+Z</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing was changed yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw these rectangles in the other volume too.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Your name and the time are kept with the case.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Look at all pictures first; {left} are left.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} of {all}: {side}, {what}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw a rectangle first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The other volume is not DICOM.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Your work is saved under this name, apart from that of other readers:</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open study folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose the fixed and the moving volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reader</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Unnamed study</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This study has no name yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It is saved. Give it a place of its own, or keep it among the recent studies.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save as…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep unnamed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cancel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Volumes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is open for editing in another window; here it can only be looked at.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Predicted from the pictures, calibrated on simulated scans; only held-out landmarks measure an error. Click a zone to go to its worst place.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hide the calm zones</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} zones need no look: show</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The error of this result was not predicted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Scans</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Labels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Warped scan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export from {study}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>of the fixed scan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>over the fixed scan, with equal spacing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Grey values are interpolated; labels take the nearest voxel, always.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Spacing in mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Name of the data set: letters and digits. Its files begin with it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Destination</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All {n} cases of the study</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the result in use</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a destination first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose at least one part.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The name of a data set consists of letters and digits.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} exists; a bundle is never written twice. Choose another name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Writing…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} files written to {folder}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stopping after this file; nothing will be left of it…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This case: {case}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Format</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Parts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Grid of the warped scan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Name of the data set</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All files are written, or none. Key: Enter</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The folder is not empty; files of the same names will be replaced.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Folder for the files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Writing {file}…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cancelled; nothing was written.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no picture to save; open a case first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} should end in .png or .pdf.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>DICOM folder…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>dx, mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>dy, mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>dz, mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Origin, mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Direction</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Curvature</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>not stated</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use typed numbers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Length of the ruler in mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use ruler</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Confirm as shown</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Breast</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mirrored</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Confirm side and view</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Say that the values shown are right; your name and the time are kept.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take the typed spacing instead of the file's.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Work out the spacing from the ruler and its length.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Say that breast, view and mirroring are right.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Type three spacings in mm, each more than 0.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Type other numbers first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drag over a known distance in one of the pictures first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Type how long the ruler is in mm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose which breast this is first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{who} has confirmed this.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>stated</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>to confirm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>unknown</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>none</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>radius {mm} mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Turn the picture over, left for right; it is read again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{voxels:.1f} voxels along {axis}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ruler: drag over a known distance</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Distance of neighbouring voxels in mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>millimetres count</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>no millimetres yet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sonolign {version}, Apache License 2.0. For research use.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mouse</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keys and mouse: {workspace}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{mm} mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The folder holds several volumes; choose one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Volume in the folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose the volumes, then Preview.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drop two files or DICOM folders here. NIfTI, NRRD, MetaImage and DICOM are read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Labels of the fixed volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Labels of the moving volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Short name of the case, and of its folder; not the patient's name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Case id</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What the work-list shows beside the id; not the patient's name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Title</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>optional</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Swap fixed and moving</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Exchange the volumes with everything that was decided about them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>geometry</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>privacy</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>name and labels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Wait until this has ended: {work}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a fixed and a moving volume first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give the case an id.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Looking into {names}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reading {fixed} and {moving}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Turning the picture over</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Importing {id}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import a pair: files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import a pair: {step} of {count}, {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Leave; nothing has been written. Key: Esc</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The geometry is not confirmed: no millimetres are stated for this case until it is.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One volume is of the left breast and the other of the right: is this the right pair?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Preview</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is the first step.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} landmarks, {pairs} of them placed in both scans.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file has the scan's grid.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file has the scan's voxels, cut or turned; it is placed voxel by voxel.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file has other voxels than the scan; it is taken over by nearest neighbour.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{kept} of {all} labels, {n} voxels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} is in the case. Undo takes it back.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} is listed in Register but not in use: {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import into case {case}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Landmarks of the same name are the same landmark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>If not, they are added beside those that are there; a known id is always the same.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It was made from landmarks of this case</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Then their distance is stated as a fit and never as an accuracy.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the file's label has the voxel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>my label keeps the voxel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>nothing of mine stays in this scan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Protected labels keep their voxels in any case.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Labels of the</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Where both have drawn</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How are its numbers meant? Every way was tried; the one that fits best is proposed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This file was imported before, {at}: {decision}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Wait until the file has been tried.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Leave; nothing has been changed. Key: Esc</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} known by their id</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} known by their places</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} known by their name</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} new</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} will be added</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} will be placed or moved</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} are there already</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} are confirmed and stay as they are</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file holds some names more than once, which are therefore not matched: {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} points lie outside their scan.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} drawn voxels lie outside the scan and are left out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stopping…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>fixed scan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>moving scan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Which scan do these labels belong to, and what do they become?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Every distance here is provisional, because {why}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No reading is clearly the best; look at the figures before you choose.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is not the proposed reading; your choice is stored with your name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Everything in this file is in the case already; nothing was changed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a reading first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One step, which Undo takes back. Key: Enter</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It becomes a result of this case and is judged like a registration.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Study of the bundle: name of its folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Unpacking {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Adding {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} more cases; see the list.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The bundle holds no cases.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>about {n} min left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a few seconds left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>about {n} s left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Done: {verdict}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No registration is running.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What the method tries to improve, from start to end</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop the method; nothing is kept.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing is running.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>shown</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>colour</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>name</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>value</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>outlined</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>locked</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Double-click to change the colour</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Shown; click to hide</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hidden, and safe from the brush; click to show</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Locked; click to unlock</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Click to lock against every brush</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An outline; click for a surface</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A surface; click for an outline</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No terminology code; right-click to give one</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add a label</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Other colour…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add from the protocol</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Opacity of the segmentation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Opacity</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Terminology code</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Scheme, code and meaning, such as SCT 52988006 Lesion</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Colour of the label</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a label first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove the chosen label</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Colour</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Terminology code…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rename</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>label {n}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The expected place of this landmark is hidden, to see whether it would sway you; place it by eye.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No pair is doubted and no suggestion waits; Ctrl+G looks for points worth marking.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{held} of {all} pairs will be held out, spread over the volume. The draw is sealed: roles cannot be chosen by hand afterwards.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A draw needs at least {least} placed pairs whose role is still open, there are {count}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mark this place once more in the {side} volume, without looking anything up.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No mark is due: some come back by lot two weeks after they were put.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Place one pair first, or use a registration: the program must know where to look.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Accept {count} proposed pairs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No pair is proposed; Ctrl+G looks for points worth marking.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} must be placed in both volumes first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Good places are found together with suggestions; press Ctrl+G first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mark the nipple in both volumes first (a landmark of type or name “nipple”).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw held-out landmarks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next: {name}, {n} of {all}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Coverage by landmarks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{what}… Ctrl+G stops it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Once more, blind: click the place in the volume that shows no mark.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{words}: Enter accepts, a click in the moving volume corrects, Del refuses, U goes on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} marks wait to be put again (Shift+R).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} pairs cover %p %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Share of the overlap within {mm} mm of a landmark; the widest gap is {gap} mm (Shift+U goes there).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} doubted</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All agree</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Please decide</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{sure} pairs are proposed, {asked} need a decision; U goes through them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Looking for points worth marking</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Matching again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>fixed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>moving</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>state</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>off</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>residual</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>confidence</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>role</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>kind</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>comment</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>by</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>at</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No distance is stated while the millimetres of this case are not certain; confirm its geometry.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This pair did not drive the registration in use.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This pair drove the registration: the figure says how well it fits, not how accurate it is.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This pair does not count: it is meant to drive, or its place was learnt from this registration.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} fit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Confirm {count} landmarks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Flag {count} landmarks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete {count} landmarks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show only landmarks with these words in name, type, state, role, comment or doubt.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Filter landmarks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New landmark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Restore from trash</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} of {all} landmarks are placed in both volumes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Filter</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Landmarks {n}/{all}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Unlock</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Skip</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Do not skip</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove mark in {side}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} pairs; {share} % of the overlap lies within {mm} mm of one; the widest gap is {gap} mm (Shift+U).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{want} %: {seen} %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Each pair placed by eye was predicted from all others. What a ring claims to hold, and what it held (n = {n}): {parts}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{who}{kind}: {x} / {y} / {z} mm per axis x / y / z (n = {n})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Median distance from the prediction: {shown} mm when it was seen (n = {n}), {hidden} mm when it was hidden (n = {m}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{open} open, {drive} drive, {held} held out; {sealed} drawn by lot and sealed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>pairs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pairs that a case needs (0: any number)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Share of rings that stay hidden until a mark is put</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Coverage</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Doubts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Your own error</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Do predictions sway you?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Roles</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No pair is doubted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not known yet: it takes some pairs that were placed by eye.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not measured yet: it takes marks that were put twice (Shift+R).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No registration can be shown to be better than {mm} mm with these marks.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not known yet: it takes marks put with the prediction in sight, and others with it hidden.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The study is open for editing in another window.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No loop: import the same scans in other pairs too (AP–LAT, LAT–MED, AP–MED) and register each of them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Looking for loops of pairs …</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Going round {loop} …</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{loop}. {note}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>For research use; not for diagnosis</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reader: {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{place} – Sonolign</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sonolign</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A registration is running.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Some edits could not be saved. Free the disk and try again, or quit and lose them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cancel it and quit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>None yet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Quit and lose them</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>misses itself, mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>may be off, mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There by this result, back by an independent quick registration: where they disagree, one is wrong.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Registering from the moving to the fixed volume, to compare with …</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Registered back independently, this place comes back {mm} mm away.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Registered back independently: this place leaves the moving volume.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No distance is stated, because {why}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An angle needs three points: an end, the corner, the other end.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This place lies outside the volume.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Answer the proposal first: Enter keeps it, Esc drops it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Finish the angle in its own volume first, or drop it with Esc.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>automatic</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>processor</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>graphics card (NVIDIA)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>graphics card (Apple)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Let landmarks drive it ({n} pairs, {held} held out)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Let landmarks drive it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Let segmentations drive it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a method first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The method is being loaded.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How many processor threads the method may use.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start of all random numbers; the same seed gives the same result.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Preset</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Placed pairs help the method; they then give no landmark error. Held-out ones never do.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Segmentations of both volumes drive the registration.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only voxels with this label count.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start from an earlier result of this case.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Where the method computes. Automatic takes the graphics card if there is one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Method</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Help for the method</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only inside label</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start from</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Device</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Threads</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Seed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This method works from landmarks alone.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>everywhere</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the method's own start</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>custom</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This method makes no use of it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Dismiss</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export CSV…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Counting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Counting…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mL</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Change</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>3D mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mean ± SD</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Dice</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>HD95</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mean mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Double-click puts the crosshair into the label</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The scan in which it is drawn</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Volume in millilitres</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Volume in the moving scan minus that in the fixed one</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Largest diameter in space, in mm, between voxel centres</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Grey values of the scan under the label</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Overlap of the moving label, through the registration in use, with the drawn one</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>95th percentile of the distance between both surfaces, in mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mean distance between both surfaces, in mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Measurements</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write all numbers to a CSV file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove the chosen ruler or angle</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export numbers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tables (*.csv)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fixed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Moving</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Measurement</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Value</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing is drawn yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Millimetres are not certain: confirm the geometry of the case.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} could not be written: {why}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Largest diameter in one slice, in mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An outline needs at least three corners; click, or drag a line.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Finish the outline in its slice first: Enter fills it, Esc drops it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saved the report as {html} and {pdf}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{case} · {mode} · {place} mm (LPS) · {through} · Sonolign, for research use</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No registration is in use, so there is nothing to report on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Making the report</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saved {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the report</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Report (*.html)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save a figure</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Figures (*.png *.pdf)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>no registration</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go to Annotate or Check first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move or click in one volume; the other follows.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hold ` to see the moving volume alone; [ and ] change the mixture.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Grey where both agree; colour where only one is bright.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Look for steps along the edges of the tiles; + and - change their size.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The wipe follows the mouse; does anything break where it passes?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Coloured lines are borders in the moving volume; they should lie on those of the fixed one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Coloured where one volume is brighter for its surroundings; speckle and gain are taken out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What jumps does not correspond; + and - change how fast.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Upright</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Level</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cross</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Loupe</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No map</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Grid</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A square grid as the registration bends it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Arrows</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Where tissue goes from the fixed to the moving volume.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Distance moved</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How far tissue moved, in mm, with lines of equal distance.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Volume change</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Where tissue takes more or less room in the moving volume; folds in red.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Predicted error</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How far the registration may be off at every place, in mm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Strain</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The strongest stretch or squeeze at every place.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Round trip</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There by this result, back by an independent quick registration, in mm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Loop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How far places miss themselves after going round all scans of a loop, in mm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Native</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Colours</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Checker</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Results</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Aligned</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Share of the moving volume in the blend. Keys: [ and ]</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How the wipe divides the picture. Key: Shift+F8</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What is shown of the registration itself. Key: Shift+G goes through them</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How strongly the deformation is drawn</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The same place through each result; choose an overlay above.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no label to paint with; add one to the label table.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is locked; unlock it in the label table to paint it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mean</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>maximum</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>minimum</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>oblique</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>raw raster: no mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>check spacing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is the raw raster of the scanner; distances on it are wrong until it is scan-converted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The millimetres of this volume are not certain: {why}. Click to confirm them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>its file does not say them</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The pictures are in the study already; import the pair again to turn one over.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Store decisions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Geometry of {case}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Confirm, type or measure something first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep what was decided in the study; it can be undone in Cases.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Numbers are</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Meant as</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Landmark distance</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Likeness</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Points inside</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Median distance of the landmark pairs, in mm; small is right.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How alike the pictures are where the points lie, from -1 to 1; large is right.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Share of the points that lie inside the scans; a wrong reading leads outside.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mm, LPS (DICOM, ITK)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mm, RAS (Slicer, NIfTI)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>voxels x, y, z</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>voxels z, y, x</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>voxels × spacing (BigWarp)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>scans as in the file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>scans exchanged</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Leave out</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ways to read the file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Labels of the file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>fixed → moving</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>moving → fixed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>of the moving scan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label in the file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Voxels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Becomes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>proposed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>stated by the file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{value}  {name} (new)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This case is open for editing in another window.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Results of this case</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a result first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This result is in use; put it out of use first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} more waiting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Put out of use</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>not decided</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Study {study} · reader {reader} · {made}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Coronal, transverse and sagittal slice of the fixed volume through {place} mm (LPS). Both: fixed green, moving magenta, grey where they agree.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Registration report: {case}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No millimetres: {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Figure</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>as scanned</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>aligned</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>limit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{limits} ({source})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Thresholds: {list}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Changed threshold: {words} ({source})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Decision of the reader</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drag along a known distance to lay a ruler. Keys: Home across, End down, arrows move its end, Del</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Verdict</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Landmark error</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fit residual</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Time</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Made</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mean distance of the landmarks that did not drive the result: before → after registration.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How closely the landmarks that drove the result are met. This is a fit, not an accuracy.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The method alone, without loading and checking.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a result to see its reasons.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Results appear here with their reasons.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>In use: both volumes are linked through it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Both volumes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Results side by side</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Second view – Sonolign</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What this window shows; it follows the crosshair of the other one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No registration result is in use; run one in Register.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is locked.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Finish the outline first: Enter fills it, Esc drops it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Segmentation tool</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Other label</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep (Enter)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drop (Esc)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show what the tool makes of the labels; nothing is changed yet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make what is shown one edit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Leave the labels as they are</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose another label to combine this one with.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Working…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>fixed volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>moving volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A proposal for the {side} is shown: Enter keeps it, Esc drops it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The proposal changes nothing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw on; it follows.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Numbers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Outline the label in some slices; the gaps between them are filled.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw a few strokes of two or more labels, one of them for what is around; the rest of the volume follows. Draw more where it is wrong.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw seeds of two or more labels; each grows along its own brightness until they meet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reach</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smooth: median</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Takes away what is thinner than the neighbourhood, fills notches.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Radius</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smooth: Gaussian</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rounds the border; the volume stays nearly the same.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Strength</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smooth: open</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Takes away bridges and spikes thinner than twice the radius.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smooth: close</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fills gaps and notches thinner than twice the radius.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Islands: keep the largest</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only the largest part stays.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Islands: remove small ones</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Parts below a volume go.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smallest</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Islands: keep the one at the crosshair</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Put the crosshair on the part that is to stay.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Islands: split</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Each part but the largest becomes a label of its own.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fill holes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What the label encloses becomes part of it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Margin: grow</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A margin is added all around, in mm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Margin</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Margin: shrink</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A margin is taken away all around, in mm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hollow</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only a wall stays.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Wall</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Logic: add</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The other label's voxels are added.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Logic: subtract</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What the other label shares is taken away.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Logic: intersect</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only what both labels share stays.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Logic: copy</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The label becomes what the other label is.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The label of the other volume, through the registration in use, voxel by voxel.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take over, smoothly</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The label of the other volume, through the registration in use; its border is interpolated.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mark shadows</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lines that turn dark and stay so to their end.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mark missing contact</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lines that are dark from the skin on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{title} ({unit})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>From {low:g} to {high:g}{unit}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>At least {low:g}{unit}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>At most {high:g}{unit}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saved {n} s ago</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saved {n} min ago</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saved {n} h ago</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Every edit is written to disk by itself, a moment after you make it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>NOT SAVED: {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saving…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Read-only</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saved</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reading files cannot be stopped half-way.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} will be the fixed volume. Drop the moving volume too, or choose it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Simulating the demo pair</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New study: name of its folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose the moving volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save study as: name of its folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The unnamed study was kept; it is among the recent studies.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drop two volume files or DICOM folders, or one study folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>From the front</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Surfaces of the labels, or the brightest voxels of the scan through its window</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The volume that is shown</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show the three slices where they lie</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show the landmarks of this volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Look from the front again, the head up</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drag turns, wheel zooms, middle drag moves, a click jumps there</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Planes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Building…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Surfaces</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Scan (maximum)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No label is drawn in this volume.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>will be signed by {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Thresholds of {study}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Checks, lights, figures and reports of this study are held to these. What you change is signed with your name and named wherever its verdict is shown.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Default: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Verdicts are held to the changed thresholds now; Undo in Cases takes them back.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All defaults</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{who}; the default is that of {source}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is the default already.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Back to the default.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The translations in {name} cannot be read: {why}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{before:.1f} → {after:.1f} mm (n = {count})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This result was not judged.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{mm:.2f} mm (n = {count})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{s:.1f} s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{m:.1f} min</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Settings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Versions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Id</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} threads, seed {seed}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There are no landmarks yet; choose the landmark tool and click.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cine: {n} slices a second.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Layouts and other ways to look</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fit pictures</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show every slice as large as its pane allows.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Centre on crosshair</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bring the crosshair to the middle of every pane.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Maximise pane</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show the pane under the pointer alone, and all panes again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Layout: one pane</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The pane under the pointer alone.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Layout: one plane of both</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The plane of the pane under the pointer, in both volumes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Layout: two planes of both</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The coronal and another plane, in both volumes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Layout: all planes, alike</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Three planes of both volumes, equally large, one volume above the other.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Layout: coronal large</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Three planes of both volumes, the coronal ones largest.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Layout: one volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Three planes of the volume under the pointer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next layout</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One layout after the other.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Layout before</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One layout back.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Second window</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The same place seen in another way, in a window of its own for a second screen.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>True size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A millimetre of tissue is a millimetre on the screen, as far as the screen tells its size.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cine</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Let the slices of the pane under the mouse run to the end and back; any press stops them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cine: other speed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>From 2 to 20 slices a second.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Link volumes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Let both volumes follow one crosshair.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smooth pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Switch between smooth pictures and plain voxels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Thicker slab</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Combine more slices into one picture, for a survey.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Thinner slab</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Combine fewer slices; at last one alone.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Slab: mean, maximum, minimum</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How the slices of a slab are combined: minimum finds dark lesions, maximum bright spots.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Automatic window</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Set black and white from the values.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Window: full range</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>From the darkest to the brightest value.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Window: soft</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A little more contrast.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Window: strong</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Much contrast, for faint borders.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Window: dark parts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open up cysts and shadows.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import landmarks, labels or a transform</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open bundle</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bundle</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What should be done with {name}?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Its cases can be added to the open study, {title}: cases that are there already are skipped, and a case that differs from one of the same id gets an id of its own. Nothing of yours is changed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add to this study</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open as a study of its own…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Landmarks, labels, transforms</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bundles</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cancelled.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A batch needs at least one process and one thread for each, got {p} processes and {t} threads.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A cluster needs the library distributed: pip install 'sonolign[cluster]'.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No scheduler answers at {address}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>case</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>method</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>verdict</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>problem</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Name at least one method; `sonolign methods` lists them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{folder} holds a bench that was run differently ({before}); choose another folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{method} has no preset {preset}; it has: {known}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} cannot be read; delete it, or choose another folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Two cases are called {name}; rename one of their folders.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{place} is neither a case folder (fixed.nii.gz, moving.nii.gz, landmarks.csv), nor a folder of such, nor a study.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Case {name} is held out: it may be scored, but nothing may be tuned on it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} must hold one JSON object.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} holds no landmark.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} cannot be read: {why}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} must have the columns {wanted} with numbers in mm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} must hold disp, spacing and origin: {why}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Case {name} cannot be scored in mm, because {why}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Case {name} has no {kind}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Case {case} was added.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Case {case} was there; work of {what} was added to it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Case {case} was there already, with the same content.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Case {case} differs from the one in the study, so it was added as {new}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The case list is open for editing in another window; cases cannot be added here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The bundle is refused: case {case} has no scans; get the bundle again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add cases of a bundle ({count})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is refused: {why}; get the bundle again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not an empty folder; choose another place for the study.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} needs {want} MB of disk, {have} MB are free; free some space.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is no bundle of this program or is damaged; copy it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The spacing of a grid must be positive, got {s} mm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Moving, as scanned</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Moving, aligned</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Both, as scanned</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Both, aligned</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No registration is in use, so there is nothing to report on; run one, or choose one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{reader} has not read {case}; check both names.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Landmark error (TRE), mean of {n} pairs [95 % interval], mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fit to the {n} pairs that drove it, mean, mm (no accuracy)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Folded places, %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Registration, s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{who}; default {default}, {source}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Programs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Driven by</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fixed voxels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Moving voxels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fixed geometry</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Moving geometry</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Report</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Largest landmark error, mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Spread of local volume change (SD of ln J)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name}: Dice (HD95, mm), a fit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name}: Dice (HD95, mm)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{reader} has landmarks or registrations in this case, which rest on the present spacing; import the pair again as a new case to give it another one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is of no kind that can be converted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is no file for {what}; use one of {kinds}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A field needs a grid to lie on; give the fixed scan as well.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This format counts in voxels; give the fixed and the moving scan as well.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Millimetres are doubtful: {doubt}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The protocol asks for more landmarks ({gaps}); say in the comment why the case is complete without them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add {count} simulated landmarks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>checking the result</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The graphics card has too little memory; going on with the processor.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A device is auto, cpu, cuda or mps, got {device}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This computer has no {device} device; choose auto or cpu.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{method} returned {kind} instead of a transform; tell its author that a method returns an Affine, a DisplacementField or a Composite of them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>predicted error</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No place of the fixed scan comes to lie where the moving scan shows it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The volumes cannot be handed to the method: {reason}. Make room in the folder {folder}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>NIfTI (ITK-SNAP, ANTs, FSL)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Scans, labels with names, warped scan and displacement field as .nii.gz, landmarks as .csv.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>3D Slicer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Scans as .nrrd, labels as .seg.nrrd, landmarks as .mrk.json, the transform as .h5 (.tfm, .mat).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>ITK transform (ANTs, elastix, greedy)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The transform as .h5; where it is linear also as .tfm, and as .mat in RAS.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>DICOM objects</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Segmentation, Spatial or Deformable Registration and Spatial Fiducials as .dcm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>BigWarp</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Landmarks as the .csv of BigWarp.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tables</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Landmarks as .csv for spreadsheets and for Slicer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The moving scan and its labels on the fixed or a chosen grid as .nii.gz.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>VoxelMorph, MONAI</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The displacement field in voxels as .npz.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Learn2Reg data set</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All chosen cases as one data set: images, labels, landmarks, displacement fields and the JSON that lists them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bundle for another workstation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Everything of the chosen cases in one .zip, with all readers' work and its history, to the last bit.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no format {format}; choose one of {known}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is nothing to export as {format}: no landmarks, labels or result by {reader}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>finite</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The transform gives every point a place.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>moves</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The transform moves nothing, and the scans do not agree ({before:.2f}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>similarity</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Local correlation of the scans: {before:.2f} → {after:.2f}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The transform gives no place for {count} of {total} points.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The transform moves points by up to {mm:.1f} mm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The transform moves nothing, and the scans do not overlap.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The transform moves nothing, and the scans agree as they are ({before:.2f}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The transform moves nothing, although the scans do not quite agree ({before:.2f}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The scans have nothing in common after registration that could be compared.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Local correlation is {after:.2f}; before, the scans did not overlap.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The scans are less alike than before: local correlation {before:.2f} → {after:.2f}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>match</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is too little structure in the overlap to tell whether the scans match.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>inverse</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No point of the fixed scan comes to lie inside the moving scan.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>error</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The landmark error is not stated: the millimetres of {name} are not confirmed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>fit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The {count} pairs that drove it are met to {mm:.2f} mm; this is a fit, not an accuracy.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The scans match here clearly better than {shift:.0f} mm aside (by {ahead:.2f}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The scans match here only a little better than {shift:.0f} mm aside (by {ahead:.2f}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The scans match here no better than {shift:.0f} mm aside (by {ahead:.2f}): nothing was found, or they do not belong together.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{mm} mm to the right</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{mm} mm to the left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{mm} mm toward the feet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{mm} mm toward the head</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{mm} mm shallower</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{mm} mm deeper</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{mm} mm to the front</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{mm} mm to the back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This place lies outside the moving volume; there is nothing to compare it with.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Local image content suggests a place {mm} mm away: {where}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There and back again it misses itself by {mm} mm: the map folds or is torn near here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Local image content says nothing here: it is flat, in shadow, or ambiguous.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Local image content agrees within {mm} mm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>In the moving volume this tissue lies at the same place.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>In the moving volume this tissue lies {mm} mm away: {where}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The map folds here: two places of one volume claim the same place of the other.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It takes {percent} % of its room there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fixed and moving are the same file ({name}); choose two scans.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} holds no DICOM volume; choose another folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing is in doubt.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How its lines lie in the body is not known; no millimetres can be stated.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{names} is not known; type it, or lay a ruler on the picture.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Look through the pictures of the {side} volume for text first: names and dates may be burned into them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The label table is full: it holds 255 labels; remove some first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import landmarks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take over the scanner's nipple marks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Apply protocol ({count} rows)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A rectangle is written as LEFT,TOP,WIDTH,HEIGHT in pixels, got {words}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The millimetres of {name} are not confirmed any more; take every distance here as provisional.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The landmark error was not judged, because the millimetres were not confirmed then; run it again to have it judged.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No error is stated any more, because the confirmation of the millimetres of {name} was taken back.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>not placed: {names}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} of {quota} pairs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>too few pairs in: {zones}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>left upper, shallow</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>left upper, deep</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>left lower, shallow</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>left lower, deep</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>right upper, shallow</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>right upper, deep</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>right lower, shallow</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>right lower, deep</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>comparing pairs with the pictures</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The share of held-out pairs lies between 0 and 1, got {share}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is marked {mm} mm from there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This place lies outside the {side} volume; landmarks must lie inside.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} must be placed in both volumes before it can be refined.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The pictures around {name} are not alike enough to refine it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is marked {mm} mm from there; it drove the registration, so this is no error.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The study has no cases to export.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>checking the result: alikeness</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A large gap proves an error; a small one does not prove that there is none, because errors may cancel.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{loop} comes back {mm} mm away.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{loop} comes back {median} mm away (median; 95 % of places below {p95} mm), over the {share} % of the fixed scan that all scans show.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{loop}: here it leaves {name}, so that it cannot be closed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The loop {loop} is not stated in mm, because the millimetres of {names} are not confirmed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The loop {loop} has no place that all its scans show.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>landmark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>linear</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>deformable</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no registration method {id}; there are: {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{title} cannot be used. {reason}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{title} cannot be used: {entry} is not a class with Settings and register(fixed, moving, settings, run).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{title} cannot be used: {path} is not a Python file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{title} cannot be loaded: {error}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{zone}: there is little to compare here; the scans may be off by {mean:.1f} mm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{zone}: agrees; off by {mean:.1f} mm on average, nearly everywhere by less than {bound:.1f} mm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{zone}: look closely; {beyond:.0%} of it may be off by more than {limit:g} mm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{zone}: do not trust; off by {mean:.1f} mm on average.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>near the skin</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>middle depth</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>deep</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>upper</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>lower</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>right</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>outer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>inner</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>foot side</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>middle</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>head side</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>front</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Whole overlap</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{zone}: not in both scans.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{height} {side} quadrant, {depth}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{height}, {side}, {depth}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A preset is named with letters, digits, - and _, got {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The method already comes with a preset {name}; choose another name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The folder of the key file {name} does not exist.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{frame}, {direction}: {inside} of the points inside</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>trying every way to read it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{method} has ended for {case}: {verdict}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{method} found no usable alignment for {case}: {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No voxel has the label {name}; paint the region first, or use no mask.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The result of {method} for {case} could not be kept: {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{method} failed for {case}: {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Landmark error, mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mean distance of the landmarks that did not drive the result (TRE).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Largest error, mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The largest of these distances.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Overlap of the labels drawn in both volumes, mean over the labels; 1 is perfect.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>HD95, mm</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>95th percentile of the distances between the surfaces of labels, mean over the labels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Folded, %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Share of places where the map folds; it should be none.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Standard deviation of the logarithm of local volume change; less is smoother.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Time, s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>darkest value of all {count} pictures</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>brightest value of all {count} pictures</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>picture {n} of {count}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no further slice.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing is drawn with this label in this slice.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The crosshair does not lie on this label; put it on the part that is to stay.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This would work on {n} million voxels at once; make the region smaller.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This label hangs together; there is nothing to split.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This label has {n} parts; remove the small ones first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing like that was found in this scan.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The settings folder {path} cannot be made: {why}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The setting {name} has the type {type}, for which there is no form; use bool, int, float, str or Literal{hint}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{title} ({name}) must be {expected}, got {value}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Settings of a method must be a dataclass, got {type}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no setting {name}; there are: {known}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The settings cannot be used: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The {side} volume has no labels open.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no {side} volume open.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no transform {id} in this case.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{reader} has read no such case; check the name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Case {name} is the held-out case {kept}: nothing may be tuned on it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{method} fails on a training case with its own settings.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>good</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>note</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>damaged</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the last line was cut off, by a crash or because it is being written</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the snapshot does not fit its journal; the journal counts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{what}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the journal is missing; only the snapshot is left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it was found on other volumes than these</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>this folder is not in the work-list</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>reading</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>writing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import one file at a time, or the landmark files of the fixed and the moving scan together.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is a bundle; it is added to a study, not to a case.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no open study to save.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The volumes are still being written; try again in a moment.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open a study first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The study already has a case {id}; choose another id.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nobody has looked for names in the pictures of this case; do not pass it on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The method needed more than {limit:.0f} MB of memory and was stopped. Your annotations are safe. Choose a faster preset, or close other programs.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The method crashed ({reason}). Your annotations are safe. Try another preset or method, and tell the author of the method.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Voxel size at which both scans are compared.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What is compared. Local correlation is more exact and much slower.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Iterations at an eighth of the size.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Iterations at a quarter of the size.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Iterations at half the size.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Iterations at full size; these take the time.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Length of a step.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>voxels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smoothing of a step.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>registering</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>ANTs stopped: {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Distance of control points on the last level; grows with the voxels on coarser ones.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Steps on the last level; coarser levels take more, being cheap.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How far one step goes along the gradient. Large ones may overshoot.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How often per level the field is composed and begun anew.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Demons iterations per round.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How far neighbouring tissue moves together on the last level; coarser levels use more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The most a point may move in one iteration.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>reading the field</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What is compared over the whole picture.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How many levels from coarse to fine, each twice as fine.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Distance of control points on the last level.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Steps per level.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Places compared in one step, drawn anew each time.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>elastix stopped: {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>elastix stopped: the two volumes do not overlap enough, or it lost its way; start from an affine one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>rigid</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>affine</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Local correlation; WNCC counts less where a mask or the border is near.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Half width of the correlation window.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smoothing of the field.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>deforming</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Greedy stopped: {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>fitting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A {kind} transform needs at least {least} landmark pairs, there are {count}; place more, or choose a simpler transform.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>sampling the spline</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rigid needs 3 pairs, affine 4 that are not in one plane; the spline passes through every pair.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How far on average the spline may miss the landmarks to stay smooth; 0: it passes through.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The landmarks lie on one line in the {side} volume, so the turn about it stays unknown; place one more well beside that line.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The landmarks lie in one plane in the {side} volume, but a {kind} transform needs depth; place one more well outside that plane, or choose a rigid transform.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The landmarks {one} and {other} are at the same point of the fixed volume; delete one of them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rigid shifts and turns; similarity also scales; affine also stretches and shears.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correlation for scans of one kind; mutual information (Mattes) for different kinds, such as CT and MR.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search tries every shift and a few turns; centres lays the middles on each other. Not used with an initial transform.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Voxel size of the first level.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Voxel size of the last level.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Window of local normalisation, which takes away gain, depth and shadow. 0 switches it off.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Optimiser steps per level, at most.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Voxels compared per step, at most.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>smoothing folds</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>describing neighbourhoods</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>choosing displacements</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>refining</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Voxel size of the features. Smaller is more exact and slower.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The features are coarsened until there are no more voxels than this.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Distance of the nodes and of the displacements searched.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Farthest displacement searched after the linear alignment. Time grows with its third power.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Radius of the patches that are compared.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>From a voxel to the patches around it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Iterations of the refinement.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How much the refinement resists differences between neighbours.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>searching displacements</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>At most so many voxels on the last level; large scans are coarsened.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Most steps on the first level.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Most steps on the last level.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How far neighbouring tissue moves together. Larger is smoother.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>node distances</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How far the scans may be turned against each other. Wider is tried only while nothing narrower fits.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>degrees</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How exactly landmarks were placed. Smaller pulls harder towards the landmarks.</source>
      <translation type="unfinished" />
    </message>
  </context>
</TS>
