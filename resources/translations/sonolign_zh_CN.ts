<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>Sonolign</name>
    <message>
      <source>Source and target are the same file; choose another target.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The pictures cannot be drawn: {why}. Install what is missing.</source>
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
      <source>The landmark id {id} is in use.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is confirmed and locked; set its state back to move it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no landmark with id {id} in the trash.</source>
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
      <source>The registration result {id} is already listed.</source>
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
      <source>A {kind} cannot be given to ITK without a grid to sample it on.</source>
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
      <source>Difficulty is one of {known}, got {got}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A simulated scan needs at least {least} voxels (z, y, x), got {got}.</source>
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
      <source>preparing</source>
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
      <source>straightening the picture</source>
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
      <source>{name} is larger than {mb} MB, which no such file is; is it the right one?</source>
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
      <source>Left drag sets black and white</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The reader's mouse: no key is needed for the window; landmarks and brushes work as ever.</source>
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
      <source>Flicker</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fixed and moving in turn, twice a second.</source>
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
      <source>Larger tiles</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make the checkerboard coarser.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smaller tiles</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make the checkerboard finer.</source>
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
      <source>Open a case first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>choose Paint or Erase first.</source>
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
      <source>Brush shape</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label to paint with</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Radius of the brush; Shift+wheel, + and - change it too</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A disc paints one slice, a sphere paints in depth too</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The label to paint with; , and . go through the table</source>
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
      <source>The registration through which both volumes are linked.</source>
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
      <source>Your decision</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The volumes are shown as they were scanned. Run a registration in Register.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not decided yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Decided: {decision}.</source>
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
      <source>What jumps does not correspond.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Share of the moving volume in the blend. Keys: [ and ]</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only the blend has an opacity; choose Blend first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only the checkerboard has tiles; choose Checkerboard first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only Two colours has colours; choose it first.</source>
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
      <source>There is no label to paint with; add one to the label table.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is locked; unlock it in the label table to paint it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose…</source>
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
      <source>mm</source>
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
      <source>Fixed volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Moving volume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Swap fixed and moving</source>
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
      <source>Back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Exchange the volumes with everything that was decided about them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drop two files or DICOM folders here. NIfTI, NRRD, MetaImage and DICOM are read.</source>
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
      <source>Title</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>geometry</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>name and labels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import a pair: {step} of 3, {name}</source>
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
      <source>The folder holds several volumes; choose one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Volume in the folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>optional</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Leave; nothing has been written. Key: Esc</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose the volumes, then Preview.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The geometry is not confirmed: no millimetres are stated for this case until it is.</source>
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
      <source>Stopping…</source>
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
      <source>Labels</source>
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
      <source>Opacity of the segmentation</source>
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
      <source>{n} fit</source>
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
      <source>auto</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>cpu</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>cuda</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mps</source>
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
      <source>automatic</source>
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
      <source>Where the method computes.</source>
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
      <source>Close</source>
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
      <source>No registration result is in use; run one in Register.</source>
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
      <source>{method} has no preset {preset}; it has: {known}.</source>
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
      <source>The volumes cannot be handed to the method: {reason}. Make room in the folder {folder}.</source>
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
      <source>The spacing of a grid must be positive, got {s} mm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>checking the result: alikeness</source>
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
      <source>overlap</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{share:.0%} of the fixed scan comes to lie inside the moving scan.</source>
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
      <source>match</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>folding</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The transform folds at {share:.3%} of the points.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The transform folds nowhere.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>volume change</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Local volume changes by factors of {low:.2f} to {high:.2f} (standard deviation of the logarithm {sd:.2f}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>inverse</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>displacement</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Points move by {common:.1f} mm together and by {local:.1f} mm (median) against each other.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>error</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Landmark error: mean {before:.1f} → {after:.1f} mm, largest {largest:.1f} mm, over {count} pairs that did not drive it.</source>
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
      <source>There is too little structure in the overlap to tell whether the scans match.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No point of the fixed scan comes to lie inside the moving scan.</source>
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
      <source>Import landmarks ({count})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import labels</source>
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
      <source>This place lies outside the {side} volume; landmarks must lie inside.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The study has no cases to export.</source>
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
      <source>{frame}, {direction}: {inside} of the points inside</source>
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
      <source>There is no open study to save.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not an empty folder; choose another place.</source>
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
      <source>The case list is open for editing in another window; cases cannot be added here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The study already has a case {id}; choose another id.</source>
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
      <source>Linear alignment before deforming. None: start from the initial transform, or as the scans are placed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Voxel size of the first level. Larger finds larger motion.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Voxel size of the last level. Smaller is more exact and slower.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How many levels from coarsest to finest.</source>
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
      <source>Window of local normalisation on the last level; coarser levels use more. 0 switches it off.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The last level is coarsened until it has no more voxels than this.</source>
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
      <source>voxels</source>
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
      <source>At most so many voxels on the last level; large scans are coarsened.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Steps on the first level.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Steps on the last level.</source>
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
      <source>How exactly landmarks were placed. Smaller pulls harder towards the landmarks.</source>
      <translation type="unfinished" />
    </message>
  </context>
</TS>
