<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>Sonolign</name>
    <message>
      <source>its file</source>
      <translation>其文件</translation>
    </message>
    <message>
      <source>convention</source>
      <translation>惯例</translation>
    </message>
    <message>
      <source>Imported {file}</source>
      <translation>已导入 {file}</translation>
    </message>
    <message>
      <source>calcification</source>
      <translation>钙化</translation>
    </message>
    <message>
      <source>{path} is not an empty folder; choose another place.</source>
      <translation>{path} 不是空文件夹；请另选位置。</translation>
    </message>
    <message>
      <source>Source and target are the same file; choose another target.</source>
      <translation>源文件与目标文件相同；请另选目标。</translation>
    </message>
    <message>
      <source>The pictures cannot be drawn: {why}. Install what is missing.</source>
      <translation>无法绘制图片：{why}。请安装缺少的组件。</translation>
    </message>
    <message>
      <source>The pictures of the {side} scan may show the patient's name. Look at them (sonolign dicom pages) and say --pixels-reviewed, with --black-out-{side} where there is text; or say --pixels-not-reviewed.</source>
      <translation>{side}扫描的图像中可能含有患者姓名。请先查看（sonolign dicom pages），再使用 --pixels-reviewed，有文字处加 --black-out-{side}；或使用 --pixels-not-reviewed。</translation>
    </message>
    <message>
      <source>A pseudonym is for one patient, but the files name {count}.</source>
      <translation>一个假名只能对应一名患者，但这些文件涉及 {count} 名患者。</translation>
    </message>
    <message>
      <source>The {side} scan is not DICOM; only pictures of DICOM files are blacked out.</source>
      <translation>{side}扫描不是 DICOM；只能涂黑 DICOM 文件的图像。</translation>
    </message>
    <message>
      <source>There is no display here to open a window on; start this on a desktop.</source>
      <translation>此处没有显示器，无法打开窗口；请在桌面环境中启动。</translation>
    </message>
    <message>
      <source>{path} does not exist; check the name.</source>
      <translation>{path} 不存在；请检查名称。</translation>
    </message>
    <message>
      <source>The report cannot be drawn: {why}. Install what is missing.</source>
      <translation>无法绘制报告：{why}。请安装缺少的组件。</translation>
    </message>
    <message>
      <source>The window cannot be opened: {why}. Install what is missing.</source>
      <translation>无法打开窗口：{why}。请安装缺少的组件。</translation>
    </message>
    <message>
      <source>--set expects KEY=VALUE, got {text}.</source>
      <translation>--set 的格式应为 KEY=VALUE，实际为 {text}。</translation>
    </message>
    <message>
      <source>Case {case} is open for editing in another window; close it there first.</source>
      <translation>病例 {case} 正在另一窗口中编辑；请先在那里关闭。</translation>
    </message>
    <message>
      <source>--set expects NAME=NUMBER, got {text}.</source>
      <translation>--set 的格式应为 NAME=NUMBER，实际为 {text}。</translation>
    </message>
    <message>
      <source>It is not clear how {file} is meant. As {first}? As {second}? Ask whoever made it, and say which with --frame and --inverse or --no-inverse.</source>
      <translation>无法确定 {file} 的含义。是 {first}？还是 {second}？请询问文件的制作者，并用 --frame 以及 --inverse 或 --no-inverse 指明。</translation>
    </message>
    <message>
      <source>Say with --case which case {names} belongs to.</source>
      <translation>请用 --case 指明 {names} 属于哪个病例。</translation>
    </message>
    <message>
      <source>Bookmark {name}</source>
      <translation>书签 {name}</translation>
    </message>
    <message>
      <source>Delete bookmark {name}</source>
      <translation>删除书签 {name}</translation>
    </message>
    <message>
      <source>Rename bookmark {name}</source>
      <translation>重命名书签 {name}</translation>
    </message>
    <message>
      <source>A bookmark needs finite numbers and a magnification that is not negative.</source>
      <translation>书签需要有限数值和非负的放大倍数。</translation>
    </message>
    <message>
      <source>There is a bookmark with id {id} already.</source>
      <translation>已有编号为 {id} 的书签。</translation>
    </message>
    <message>
      <source>A bookmark needs a name.</source>
      <translation>书签需要名称。</translation>
    </message>
    <message>
      <source>There is no bookmark with id {id}.</source>
      <translation>没有编号为 {id} 的书签。</translation>
    </message>
    <message>
      <source>A probe's radius must be larger than the depth of its picture ({depth} mm), got {radius} mm.</source>
      <translation>探头半径必须大于图像深度（{depth} mm），实际为 {radius} mm。</translation>
    </message>
    <message>
      <source>{count} scan lines every {gap} mm do not fit on half a cylinder of {radius} mm radius.</source>
      <translation>{count} 条扫描线、间隔 {gap} mm，在半径 {radius} mm 的半圆柱面上排列不下。</translation>
    </message>
    <message>
      <source>{before}, {last}</source>
      <translation>{before}，{last}</translation>
    </message>
    <message>
      <source>{before}; {last}</source>
      <translation>{before}；{last}</translation>
    </message>
    <message>
      <source>A point must be three finite numbers (x, y, z) in mm, got {v}.</source>
      <translation>点必须是三个有限数值 (x, y, z)，单位 mm，实际为 {v}。</translation>
    </message>
    <message>
      <source>A grid needs three sizes of at least one voxel, got {shape}.</source>
      <translation>网格需要三个尺寸，每个至少一个体素，实际为 {shape}。</translation>
    </message>
    <message>
      <source>A grid of {shape} voxels is larger than the program can hold.</source>
      <translation>{shape} 体素的网格超出程序所能容纳的大小。</translation>
    </message>
    <message>
      <source>Voxel spacing must be three positive numbers in mm, got {s}.</source>
      <translation>体素间距必须是三个正数，单位 mm，实际为 {s}。</translation>
    </message>
    <message>
      <source>The origin must be three finite numbers in mm, got {o}.</source>
      <translation>原点必须是三个有限数值，单位 mm，实际为 {o}。</translation>
    </message>
    <message>
      <source>The direction must be a 3×3 matrix of finite numbers, got {d}.</source>
      <translation>方向必须是由有限数值组成的 3×3 矩阵，实际为 {d}。</translation>
    </message>
    <message>
      <source>The axes of a volume must be at right angles and of length one, got direction {d}; resample the sheared volume to a straight grid first.</source>
      <translation>体数据的各轴必须互相垂直且为单位长度，实际方向为 {d}；请先把倾斜的体数据重采样到规则网格。</translation>
    </message>
    <message>
      <source>Stated by {source}.</source>
      <translation>由 {source} 给出。</translation>
    </message>
    <message>
      <source>The picture lies on a straight grid.</source>
      <translation>图像位于规则网格上。</translation>
    </message>
    <message>
      <source>{name} is not known; measure it on the picture first.</source>
      <translation>{name} 未知；请先在图像上测量。</translation>
    </message>
    <message>
      <source>Only dx, dy and dz can be measured with a ruler, not {name}.</source>
      <translation>标尺只能测量 dx、dy 和 dz，不能测量 {name}。</translation>
    </message>
    <message>
      <source>A ruler needs two positive lengths, got {voxels} voxels for {mm} mm.</source>
      <translation>标尺需要两个正的长度，实际为 {voxels} 体素对应 {mm} mm。</translation>
    </message>
    <message>
      <source>Paint {name}</source>
      <translation>涂画 {name}</translation>
    </message>
    <message>
      <source>Erase {name}</source>
      <translation>擦除 {name}</translation>
    </message>
    <message>
      <source>Fill {name}</source>
      <translation>填充 {name}</translation>
    </message>
    <message>
      <source>Import labels</source>
      <translation>导入标签</translation>
    </message>
    <message>
      <source>Clear {name}</source>
      <translation>清空 {name}</translation>
    </message>
    <message>
      <source>Outline {name}</source>
      <translation>勾画 {name}</translation>
    </message>
    <message>
      <source>Cut {name}</source>
      <translation>剪切 {name}</translation>
    </message>
    <message>
      <source>Grow from seeds</source>
      <translation>由种子生长</translation>
    </message>
    <message>
      <source>Interpolate {name}</source>
      <translation>插值 {name}</translation>
    </message>
    <message>
      <source>Smooth {name}</source>
      <translation>平滑 {name}</translation>
    </message>
    <message>
      <source>Clean islands of {name}</source>
      <translation>清理 {name} 的孤岛</translation>
    </message>
    <message>
      <source>Margin of {name}</source>
      <translation>{name} 的边距</translation>
    </message>
    <message>
      <source>Hollow {name}</source>
      <translation>{name} 取壳</translation>
    </message>
    <message>
      <source>Fill holes of {name}</source>
      <translation>填补 {name} 的孔洞</translation>
    </message>
    <message>
      <source>Combine {name}</source>
      <translation>合并 {name}</translation>
    </message>
    <message>
      <source>Copy {name} to the next slice</source>
      <translation>复制 {name} 到下一层</translation>
    </message>
    <message>
      <source>Take {name} over from the other volume</source>
      <translation>从另一图像取用 {name}</translation>
    </message>
    <message>
      <source>Learn from strokes</source>
      <translation>由笔画学习</translation>
    </message>
    <message>
      <source>Mark {name}</source>
      <translation>标出 {name}</translation>
    </message>
    <message>
      <source>Move {name} to another layer</source>
      <translation>将 {name} 移到另一图层</translation>
    </message>
    <message>
      <source>Add label {name}</source>
      <translation>添加标签 {name}</translation>
    </message>
    <message>
      <source>Remove label {name}</source>
      <translation>移除标签 {name}</translation>
    </message>
    <message>
      <source>Edit label {name}</source>
      <translation>编辑标签 {name}</translation>
    </message>
    <message>
      <source>A label lies on one of {count} layers, got {n}.</source>
      <translation>标签只能位于 {count} 个图层之一，得到的是 {n}。</translation>
    </message>
    <message>
      <source>The label value {v} is in use.</source>
      <translation>标签值 {v} 已被使用。</translation>
    </message>
    <message>
      <source>{name} is still drawn; clear its voxels before removing the label.</source>
      <translation>{name} 仍有已画区域；移除标签前请先清空其体素。</translation>
    </message>
    <message>
      <source>{name} is drawn; its voxels have to move to the other layer with it.</source>
      <translation>{name} 已有勾画；其体素须随它一起移到另一图层。</translation>
    </message>
    <message>
      <source>There is no label with value {v}.</source>
      <translation>没有值为 {v} 的标签。</translation>
    </message>
    <message>
      <source>A label edit is damaged: its voxels cannot be decoded.</source>
      <translation>标签编辑已损坏：无法解码其体素。</translation>
    </message>
    <message>
      <source>A label edit is damaged: it holds {n} voxels instead of {want}.</source>
      <translation>标签编辑已损坏：含 {n} 个体素，应为 {want} 个。</translation>
    </message>
    <message>
      <source>The opacity of a label lies between 0 and 1, got {o}.</source>
      <translation>标签不透明度应在 0 到 1 之间，实际为 {o}。</translation>
    </message>
    <message>
      <source>A label value lies between 1 and 255, got {v}.</source>
      <translation>标签值应在 1 到 255 之间，实际为 {v}。</translation>
    </message>
    <message>
      <source>A label needs a name.</source>
      <translation>标签需要名称。</translation>
    </message>
    <message>
      <source>A colour is written like #40c0a0, got {c}.</source>
      <translation>颜色应写成 #40c0a0 的形式，实际为 {c}。</translation>
    </message>
    <message>
      <source>Labels must be whole numbers in three dimensions, got {t} {s}.</source>
      <translation>标签必须是三维整数，实际为 {t} {s}。</translation>
    </message>
    <message>
      <source>Label values must lie between 0 and 255, got {low} to {high}.</source>
      <translation>标签值必须在 0 到 255 之间，实际为 {low} 到 {high}。</translation>
    </message>
    <message>
      <source>A label edit reaches outside the volume of {shape} voxels.</source>
      <translation>标签编辑超出了 {shape} 体素的图像范围。</translation>
    </message>
    <message>
      <source>This label edit does not fit the current labels; the edits are out of order.</source>
      <translation>此标签编辑与当前标签不符；编辑顺序有误。</translation>
    </message>
    <message>
      <source>Place {name}</source>
      <translation>放置 {name}</translation>
    </message>
    <message>
      <source>Move {name}</source>
      <translation>移动 {name}</translation>
    </message>
    <message>
      <source>Nudge {name}</source>
      <translation>微调 {name}</translation>
    </message>
    <message>
      <source>Refine {name}</source>
      <translation>精确定位 {name}</translation>
    </message>
    <message>
      <source>Accept {name}</source>
      <translation>接受 {name}</translation>
    </message>
    <message>
      <source>Remove mark of {name}</source>
      <translation>移除 {name} 的标记</translation>
    </message>
    <message>
      <source>Rename {name}</source>
      <translation>重命名 {name}</translation>
    </message>
    <message>
      <source>Change type of {name}</source>
      <translation>更改 {name} 的类型</translation>
    </message>
    <message>
      <source>Change state of {name}</source>
      <translation>更改 {name} 的状态</translation>
    </message>
    <message>
      <source>Change confidence of {name}</source>
      <translation>更改 {name} 的置信度</translation>
    </message>
    <message>
      <source>Comment on {name}</source>
      <translation>为 {name} 添加备注</translation>
    </message>
    <message>
      <source>Change role of {name}</source>
      <translation>更改 {name} 的用途</translation>
    </message>
    <message>
      <source>Add {name}</source>
      <translation>添加 {name}</translation>
    </message>
    <message>
      <source>Discard {name}</source>
      <translation>丢弃 {name}</translation>
    </message>
    <message>
      <source>Delete {name}</source>
      <translation>删除 {name}</translation>
    </message>
    <message>
      <source>Restore {name}</source>
      <translation>恢复 {name}</translation>
    </message>
    <message>
      <source>Draw {count} held-out landmarks</source>
      <translation>抽取 {count} 个留出标志点</translation>
    </message>
    <message>
      <source>Take the draw back</source>
      <translation>撤回抽取</translation>
    </message>
    <message>
      <source>Mark again</source>
      <translation>再次标记</translation>
    </message>
    <message>
      <source>Forget repeated mark</source>
      <translation>取消重复标记</translation>
    </message>
    <message>
      <source>Refuse suggestion</source>
      <translation>拒绝建议</translation>
    </message>
    <message>
      <source>Suggest again</source>
      <translation>重新建议</translation>
    </message>
    <message>
      <source>The landmark id {id} is in use.</source>
      <translation>标志点编号 {id} 已被使用。</translation>
    </message>
    <message>
      <source>{name} is confirmed and locked; set its state back to move it.</source>
      <translation>{name} 已确认并锁定；如需移动，请先改回其状态。</translation>
    </message>
    <message>
      <source>The role of {name} was drawn by lot and is sealed.</source>
      <translation>{name} 的用途由抽签决定，已封存。</translation>
    </message>
    <message>
      <source>There is no landmark with id {id} in the trash.</source>
      <translation>回收站中没有编号为 {id} 的标志点。</translation>
    </message>
    <message>
      <source>No roles were drawn.</source>
      <translation>尚未抽取用途。</translation>
    </message>
    <message>
      <source>The id {id} is in use.</source>
      <translation>编号 {id} 已被使用。</translation>
    </message>
    <message>
      <source>There is no repeated mark with id {id}.</source>
      <translation>没有编号为 {id} 的重复标记。</translation>
    </message>
    <message>
      <source>A suggestion at {place} is refused already; undo lets it be suggested again.</source>
      <translation>在 {place} 的建议已被拒绝；撤销可使其重新被建议。</translation>
    </message>
    <message>
      <source>No suggestion was refused at {place}.</source>
      <translation>在 {place} 没有被拒绝的建议。</translation>
    </message>
    <message>
      <source>unplaced</source>
      <translation>未放置</translation>
    </message>
    <message>
      <source>placed</source>
      <translation>已放置</translation>
    </message>
    <message>
      <source>confirmed</source>
      <translation>已确认</translation>
    </message>
    <message>
      <source>skipped</source>
      <translation>已跳过</translation>
    </message>
    <message>
      <source>flagged</source>
      <translation>存疑</translation>
    </message>
    <message>
      <source>open</source>
      <translation>未定</translation>
    </message>
    <message>
      <source>drive</source>
      <translation>驱动</translation>
    </message>
    <message>
      <source>held out</source>
      <translation>留出</translation>
    </message>
    <message>
      <source>The uncertainty of a mark is six covariances, got {n}.</source>
      <translation>标记的不确定度应为六个协方差值，实际为 {n} 个。</translation>
    </message>
    <message>
      <source>A landmark needs an id and a name.</source>
      <translation>标志点需要编号和名称。</translation>
    </message>
    <message>
      <source>A landmark has no state {state} or role {role}.</source>
      <translation>标志点没有状态 {state} 或用途 {role}。</translation>
    </message>
    <message>
      <source>Confidence is 1, 2 or 3, got {c}.</source>
      <translation>置信度为 1、2 或 3，实际为 {c}。</translation>
    </message>
    <message>
      <source>There is no landmark with id {id}; it may have been deleted.</source>
      <translation>没有编号为 {id} 的标志点；可能已被删除。</translation>
    </message>
    <message>
      <source>Measure {value}</source>
      <translation>测量 {value}</translation>
    </message>
    <message>
      <source>Remove measurement {value}</source>
      <translation>移除测量 {value}</translation>
    </message>
    <message>
      <source>Move measurement {value}</source>
      <translation>移动测量 {value}</translation>
    </message>
    <message>
      <source>A {kind} needs {n} points, got {got}.</source>
      <translation>{kind} 需要 {n} 个点，实际为 {got} 个。</translation>
    </message>
    <message>
      <source>There is a measurement with id {id} already.</source>
      <translation>已有编号为 {id} 的测量。</translation>
    </message>
    <message>
      <source>There is no measurement with id {id}.</source>
      <translation>没有编号为 {id} 的测量。</translation>
    </message>
    <message>
      <source>transverse</source>
      <translation>横断面</translation>
    </message>
    <message>
      <source>sagittal</source>
      <translation>矢状面</translation>
    </message>
    <message>
      <source>coronal</source>
      <translation>冠状面</translation>
    </message>
    <message>
      <source>A region needs at least one voxel, got {low} to {high}.</source>
      <translation>区域至少需要一个体素，实际为 {low} 到 {high}。</translation>
    </message>
    <message>
      <source>PASS</source>
      <translation>通过</translation>
    </message>
    <message>
      <source>CHECK</source>
      <translation>待查</translation>
    </message>
    <message>
      <source>FAIL</source>
      <translation>不合格</translation>
    </message>
    <message>
      <source>new</source>
      <translation>新建</translation>
    </message>
    <message>
      <source>in progress</source>
      <translation>进行中</translation>
    </message>
    <message>
      <source>done</source>
      <translation>完成</translation>
    </message>
    <message>
      <source>undecided</source>
      <translation>未决定</translation>
    </message>
    <message>
      <source>accepted</source>
      <translation>已接受</translation>
    </message>
    <message>
      <source>rejected</source>
      <translation>已拒绝</translation>
    </message>
    <message>
      <source>needs work</source>
      <translation>需返工</translation>
    </message>
    <message>
      <source>{sentence} {limit}</source>
      <translation>{sentence}{limit}</translation>
    </message>
    <message>
      <source>There is no registration result with id {id}.</source>
      <translation>没有编号为 {id} 的配准结果。</translation>
    </message>
    <message>
      <source>There is no case {id}; the study has: {known}.</source>
      <translation>没有病例 {id}；本研究项目包含：{known}。</translation>
    </message>
    <message>
      <source>Register with {method}</source>
      <translation>用 {method} 配准</translation>
    </message>
    <message>
      <source>Remove result {method}</source>
      <translation>移除结果 {method}</translation>
    </message>
    <message>
      <source>Use result {method}</source>
      <translation>使用结果 {method}</translation>
    </message>
    <message>
      <source>Edit review</source>
      <translation>编辑评审</translation>
    </message>
    <message>
      <source>Import {file}</source>
      <translation>导入 {file}</translation>
    </message>
    <message>
      <source>Forget import of {file}</source>
      <translation>撤除 {file} 的导入</translation>
    </message>
    <message>
      <source>Import case {id}</source>
      <translation>导入病例 {id}</translation>
    </message>
    <message>
      <source>Remove case {id}</source>
      <translation>移除病例 {id}</translation>
    </message>
    <message>
      <source>Edit case {id}</source>
      <translation>编辑病例 {id}</translation>
    </message>
    <message>
      <source>Confirm geometry of case {id}</source>
      <translation>确认病例 {id} 的几何信息</translation>
    </message>
    <message>
      <source>Withdraw geometry of case {id}</source>
      <translation>撤回病例 {id} 的几何信息</translation>
    </message>
    <message>
      <source>Rename study</source>
      <translation>重命名研究项目</translation>
    </message>
    <message>
      <source>Change protocol</source>
      <translation>更改方案</translation>
    </message>
    <message>
      <source>Change thresholds</source>
      <translation>更改阈值</translation>
    </message>
    <message>
      <source>The registration result {id} is already listed.</source>
      <translation>配准结果 {id} 已在列表中。</translation>
    </message>
    <message>
      <source>Import transform</source>
      <translation>导入变换</translation>
    </message>
    <message>
      <source>{name} is in use; choose another result or none first.</source>
      <translation>{name} 正在使用；请先选用其他结果或不选用任何结果。</translation>
    </message>
    <message>
      <source>Use no registration</source>
      <translation>不使用配准</translation>
    </message>
    <message>
      <source>Decide: {decision}</source>
      <translation>决定：{decision}</translation>
    </message>
    <message>
      <source>Mark case as {progress}</source>
      <translation>将病例标为{progress}</translation>
    </message>
    <message>
      <source>The import {id} is already listed.</source>
      <translation>导入 {id} 已在列表中。</translation>
    </message>
    <message>
      <source>{id} is not the last import; the edits are out of order.</source>
      <translation>{id} 不是最后一次导入；编辑顺序有误。</translation>
    </message>
    <message>
      <source>The study already has a case {id}.</source>
      <translation>研究项目中已有病例 {id}。</translation>
    </message>
    <message>
      <source>A decision about geometry needs the name of who made it.</source>
      <translation>关于几何信息的决定需要注明决定者姓名。</translation>
    </message>
    <message>
      <source>Nothing was decided about the geometry of case {id}.</source>
      <translation>病例 {id} 的几何信息尚无任何决定。</translation>
    </message>
    <message>
      <source>A study needs a title.</source>
      <translation>研究项目需要标题。</translation>
    </message>
    <message>
      <source>Errors</source>
      <translation>误差</translation>
    </message>
    <message>
      <source>Landmark error, mean</source>
      <translation>标志点误差，平均</translation>
    </message>
    <message>
      <source>Mean error over held-out landmarks, and the predicted error beyond which a place counts as off.</source>
      <translation>留出标志点的平均误差；预测误差超过此值的位置视为有偏差。</translation>
    </message>
    <message>
      <source>AAPM TG-132, Brock et al. 2017</source>
      <translation>AAPM TG-132，Brock 等，2017</translation>
    </message>
    <message>
      <source>Landmark error, largest</source>
      <translation>标志点误差，最大</translation>
    </message>
    <message>
      <source>The largest error of a single landmark or place.</source>
      <translation>单个标志点或位置的最大误差。</translation>
    </message>
    <message>
      <source>Places predicted to be off: look</source>
      <translation>预测有偏差的位置：待查</translation>
    </message>
    <message>
      <source>Share of places whose predicted error is beyond the mean; more than this asks for a look.</source>
      <translation>预测误差超过平均限值的位置所占比例；超过此值需要查看。</translation>
    </message>
    <message>
      <source>Sonolign's own choice</source>
      <translation>Sonolign 自定</translation>
    </message>
    <message>
      <source>Places predicted to be off: fail</source>
      <translation>预测有偏差的位置：不合格</translation>
    </message>
    <message>
      <source>Share of places whose predicted error is beyond the mean; more than this is no alignment.</source>
      <translation>预测误差超过平均限值的位置所占比例；超过此值视为未对齐。</translation>
    </message>
    <message>
      <source>Segmentations</source>
      <translation>分割</translation>
    </message>
    <message>
      <source>Dice, at least</source>
      <translation>Dice 至少</translation>
    </message>
    <message>
      <source>Overlap of a segmentation in both scans, inside what both scans show.</source>
      <translation>两个扫描中同一分割的重叠，限于两个扫描均可见的范围。</translation>
    </message>
    <message>
      <source>Mean surface distance</source>
      <translation>平均表面距离</translation>
    </message>
    <message>
      <source>Mean distance between the surfaces of a segmentation.</source>
      <translation>分割表面间的平均距离。</translation>
    </message>
    <message>
      <source>Regularity</source>
      <translation>规则性</translation>
    </message>
    <message>
      <source>Folded places: look</source>
      <translation>折叠处：待查</translation>
    </message>
    <message>
      <source>More than this asks for a look.</source>
      <translation>超过此值需要查看。</translation>
    </message>
    <message>
      <source>Folded places: fail</source>
      <translation>折叠处：不合格</translation>
    </message>
    <message>
      <source>More than this is a FAIL.</source>
      <translation>超过此值判为不合格。</translation>
    </message>
    <message>
      <source>There and back: look</source>
      <translation>往返：待查</translation>
    </message>
    <message>
      <source>Distance to which 95 % of the points return; more than this asks for a look. TG-132 tolerates 2 to 3 mm.</source>
      <translation>95 % 的点往返后的偏差；超过此值需要查看。TG-132 允许 2 到 3 mm。</translation>
    </message>
    <message>
      <source>There and back: fail</source>
      <translation>往返：不合格</translation>
    </message>
    <message>
      <source>Spread of local volume change: look</source>
      <translation>局部体积变化离散度：待查</translation>
    </message>
    <message>
      <source>Standard deviation of the logarithm of local volume change; more than this asks for a look.</source>
      <translation>局部体积变化对数的标准差；超过此值需要查看。</translation>
    </message>
    <message>
      <source>Spread of local volume change: fail</source>
      <translation>局部体积变化离散度：不合格</translation>
    </message>
    <message>
      <source>Movement within the scan: look</source>
      <translation>扫描内部移动：待查</translation>
    </message>
    <message>
      <source>How far points move against each other, as a share of the scan's diagonal; more than this asks for a look.</source>
      <translation>点与点之间的相对移动，占扫描对角线的比例；超过此值需要查看。</translation>
    </message>
    <message>
      <source>Movement within the scan: fail</source>
      <translation>扫描内部移动：不合格</translation>
    </message>
    <message>
      <source>Overlap and match</source>
      <translation>重叠与吻合</translation>
    </message>
    <message>
      <source>Overlap: look</source>
      <translation>重叠：待查</translation>
    </message>
    <message>
      <source>Share of the fixed scan that comes to lie inside the moving one; less than this asks for a look.</source>
      <translation>固定扫描落入浮动扫描之内的比例；低于此值需要查看。</translation>
    </message>
    <message>
      <source>Overlap: fail</source>
      <translation>重叠：不合格</translation>
    </message>
    <message>
      <source>Less than this is a FAIL.</source>
      <translation>低于此值判为不合格。</translation>
    </message>
    <message>
      <source>Match: look</source>
      <translation>吻合：待查</translation>
    </message>
    <message>
      <source>By how much the pictures must fit better here than some mm aside (local correlation); less asks for a look.</source>
      <translation>图像在此处的吻合应比错开若干 mm 时高出多少（局部相关）；低于此值需要查看。</translation>
    </message>
    <message>
      <source>Match: fail</source>
      <translation>吻合：不合格</translation>
    </message>
    <message>
      <source>Recognised places: look</source>
      <translation>识别的位置：待查</translation>
    </message>
    <message>
      <source>Share of places whose content finds its counterpart near by, beyond that by chance; less asks for a look.</source>
      <translation>内容能在附近找到对应之处的位置比例，扣除偶然；低于此值需查看。</translation>
    </message>
    <message>
      <source>Recognised places: fail</source>
      <translation>识别的位置：不合格</translation>
    </message>
    <message>
      <source>Threshold “{title}”: {value}, by the study's protocol; default {default} ({source}).</source>
      <translation>阈值“{title}”：{value}，依据本研究项目的方案；默认值 {default}（{source}）。</translation>
    </message>
    <message>
      <source>the study's protocol</source>
      <translation>研究项目的方案</translation>
    </message>
    <message>
      <source>Threshold {name}: {value:g}.</source>
      <translation>阈值 {name}：{value:g}。</translation>
    </message>
    <message>
      <source>Threshold “{title}”: {value}, set by {by} on {day}; default {default} ({source}).</source>
      <translation>阈值“{title}”：{value}，由 {by} 于 {day} 设定；默认值 {default}（{source}）。</translation>
    </message>
    <message>
      <source>There is no threshold {name}; there are: {known}.</source>
      <translation>没有阈值 {name}；可用的有：{known}。</translation>
    </message>
    <message>
      <source>set by {by} on {day}</source>
      <translation>由 {by} 于 {day} 设定</translation>
    </message>
    <message>
      <source>The threshold “{title}” must lie between {low} and {high}, got {value}.</source>
      <translation>阈值“{title}”必须在 {low} 到 {high} 之间，实际为 {value}。</translation>
    </message>
    <message>
      <source>The threshold “{low}” ({a}) must not be above “{high}” ({b}).</source>
      <translation>阈值“{low}”（{a}）不得高于“{high}”（{b}）。</translation>
    </message>
    <message>
      <source>An affine map needs a (3, 3) matrix and a (3,) offset, got {m} and {o}.</source>
      <translation>仿射变换需要 (3, 3) 矩阵和 (3,) 偏移，实际为 {m} 和 {o}。</translation>
    </message>
    <message>
      <source>An affine map needs finite numbers and a matrix that can be inverted.</source>
      <translation>仿射变换需要有限数值和可逆矩阵。</translation>
    </message>
    <message>
      <source>Displacements must have shape {want}, got {got}.</source>
      <translation>位移的形状必须为 {want}，实际为 {got}。</translation>
    </message>
    <message>
      <source>A displacement field must not contain NaN or infinite values.</source>
      <translation>位移场不得含有 NaN 或无穷值。</translation>
    </message>
    <message>
      <source>The voxels have shape {voxels} but the grid says {grid} (z, y, x).</source>
      <translation>体素形状为 {voxels}，但网格为 {grid}（z, y, x）。</translation>
    </message>
    <message>
      <source>Voxels must be numbers, got values of type {t}.</source>
      <translation>体素必须为数值，实际类型为 {t}。</translation>
    </message>
    <message>
      <source>A field of the checkerboard must be larger than 0 pixels, got {size}.</source>
      <translation>棋盘格的方格必须大于 0 像素，实际为 {size}。</translation>
    </message>
    <message>
      <source>Pictures to be compared must have been windowed to 8 bit, got {fixed} and {moving}.</source>
      <translation>用于比较的图像须已按窗宽窗位转为 8 位，实际为 {fixed} 和 {moving}。</translation>
    </message>
    <message>
      <source>Pictures to be compared must be of one size, got {fixed} and {other}.</source>
      <translation>用于比较的图像尺寸必须相同，实际为 {fixed} 和 {other}。</translation>
    </message>
    <message>
      <source>Start</source>
      <translation>起始</translation>
    </message>
    <message>
      <source>Coarsest</source>
      <translation>最粗</translation>
    </message>
    <message>
      <source>Finest</source>
      <translation>最细</translation>
    </message>
    <message>
      <source>Levels</source>
      <translation>级数</translation>
    </message>
    <message>
      <source>Window</source>
      <translation>窗口</translation>
    </message>
    <message>
      <source>Most voxels</source>
      <translation>最大体素数</translation>
    </message>
    <message>
      <source>preparing</source>
      <translation>准备中</translation>
    </message>
    <message>
      <source>Linear alignment before deforming. None: start from the initial transform, or as the scans are placed.</source>
      <translation>形变前的线性对齐。“无”：从初始变换开始，或按扫描原有位置开始。</translation>
    </message>
    <message>
      <source>Voxel size of the first level. Larger finds larger motion.</source>
      <translation>第一级的体素大小。越大，能找到的运动幅度越大。</translation>
    </message>
    <message>
      <source>mm</source>
      <translation>mm</translation>
    </message>
    <message>
      <source>Voxel size of the last level. Smaller is more exact and slower.</source>
      <translation>最后一级的体素大小。越小越精确，也越慢。</translation>
    </message>
    <message>
      <source>How many levels from coarsest to finest.</source>
      <translation>从最粗到最细的级数。</translation>
    </message>
    <message>
      <source>Window of local normalisation on the last level; coarser levels use more. 0 switches it off.</source>
      <translation>最后一级局部归一化的窗口；较粗的级别使用更大窗口。0 表示关闭。</translation>
    </message>
    <message>
      <source>The last level is coarsened until it has no more voxels than this.</source>
      <translation>最后一级会逐步变粗，直到体素数不超过此值。</translation>
    </message>
    <message>
      <source>The installed torch is made for the processor only.</source>
      <translation>所安装的 torch 仅支持处理器。</translation>
    </message>
    <message>
      <source>There is no NVIDIA graphics card, or its driver is missing.</source>
      <translation>没有 NVIDIA 显卡，或缺少其驱动程序。</translation>
    </message>
    <message>
      <source>Only computers by Apple have it.</source>
      <translation>只有 Apple 计算机具备。</translation>
    </message>
    <message>
      <source>A {kind} cannot be given to ITK without a grid to sample it on.</source>
      <translation>没有采样网格，无法将 {kind} 交给 ITK。</translation>
    </message>
    <message>
      <source>disagrees with {count} neighbours by {mm} mm</source>
      <translation>与 {count} 个相邻点相差 {mm} mm</translation>
    </message>
    <message>
      <source>left and right look exchanged between the two volumes: the pairs fit a mirrored motion better</source>
      <translation>两图像的左右似乎颠倒：这些点对更符合镜像运动</translation>
    </message>
    <message>
      <source>off by {mm} mm; did you mean {other}?</source>
      <translation>偏差 {mm} mm；是否应为 {other}？</translation>
    </message>
    <message>
      <source>off by {mm} mm; its moving point looks swapped with that of {other}</source>
      <translation>偏差 {mm} mm；其浮动点似与 {other} 的互换</translation>
    </message>
    <message>
      <source>lies {mm} mm from {other}: the same point twice?</source>
      <translation>距 {other} 仅 {mm} mm：是否同一点标了两次？</translation>
    </message>
    <message>
      <source>has the same name as another landmark</source>
      <translation>与另一标志点同名</translation>
    </message>
    <message>
      <source>A map needs at least one pair, got {f} fixed and {m} moving points.</source>
      <translation>变换至少需要一个点对，实际为 {f} 个固定点和 {m} 个浮动点。</translation>
    </message>
    <message>
      <source>reading the volume</source>
      <translation>正在读取图像</translation>
    </message>
    <message>
      <source>looking for corners</source>
      <translation>正在寻找角点</translation>
    </message>
    <message>
      <source>matching forward and back</source>
      <translation>正在正反向匹配</translation>
    </message>
    <message>
      <source>looking for rare places</source>
      <translation>正在寻找独特位置</translation>
    </message>
    <message>
      <source>The two volumes do not overlap: only {share:.0%} of the fixed one meets the moving one. Check their geometry and masks, or start from landmarks.</source>
      <translation>两图像没有重叠：固定图像只有 {share:.0%} 与浮动图像相交。请检查几何信息和掩膜，或从标志点开始。</translation>
    </message>
    <message>
      <source>linear, {a} mm</source>
      <translation>线性配准，{a} mm</translation>
    </message>
    <message>
      <source>searching the start</source>
      <translation>正在搜索起始位置</translation>
    </message>
    <message>
      <source>The two volumes do not overlap enough to find a start; check their geometry and masks.</source>
      <translation>两图像重叠不足，找不到起始位置；请检查几何信息和掩膜。</translation>
    </message>
    <message>
      <source>A map needs shape {want}, got {got}.</source>
      <translation>变换的形状应为 {want}，实际为 {got}。</translation>
    </message>
    <message>
      <source>A label value lies between 0 and 255, got {v}.</source>
      <translation>标签值应在 0 到 255 之间，实际为 {v}。</translation>
    </message>
    <message>
      <source>The radius of a brush must be more than 0 mm, got {r}.</source>
      <translation>画笔半径必须大于 0 mm，实际为 {r}。</translation>
    </message>
    <message>
      <source>The labels have shape {labels} but the grid says {grid} (z, y, x).</source>
      <translation>标签形状为 {labels}，但网格为 {grid}（z, y, x）。</translation>
    </message>
    <message>
      <source>A disc brush needs the plane it lies in.</source>
      <translation>圆盘画笔需要指明所在平面。</translation>
    </message>
    <message>
      <source>nipple</source>
      <translation>乳头</translation>
    </message>
    <message>
      <source>ligament junction {a}</source>
      <translation>韧带交界 {a}</translation>
    </message>
    <message>
      <source>duct branch {a}</source>
      <translation>导管分支 {a}</translation>
    </message>
    <message>
      <source>vessel fork {a}</source>
      <translation>血管分叉 {a}</translation>
    </message>
    <message>
      <source>drawing the breast</source>
      <translation>正在绘制乳房</translation>
    </message>
    <message>
      <source>A simulated scan needs at least {least} voxels (z, y, x), got {got}.</source>
      <translation>模拟扫描至少需要 {least} 体素（z, y, x），实际为 {got}。</translation>
    </message>
    <message>
      <source>Difficulty is one of {known}, got {got}.</source>
      <translation>难度为 {known} 之一，实际为 {got}。</translation>
    </message>
    <message>
      <source>background</source>
      <translation>背景</translation>
    </message>
    <message>
      <source>skin</source>
      <translation>皮肤</translation>
    </message>
    <message>
      <source>fat</source>
      <translation>脂肪</translation>
    </message>
    <message>
      <source>gland</source>
      <translation>腺体</translation>
    </message>
    <message>
      <source>lesion</source>
      <translation>病灶</translation>
    </message>
    <message>
      <source>cyst</source>
      <translation>囊肿</translation>
    </message>
    <message>
      <source>muscle</source>
      <translation>肌肉</translation>
    </message>
    <message>
      <source>rib</source>
      <translation>肋骨</translation>
    </message>
    <message>
      <source>duct</source>
      <translation>导管</translation>
    </message>
    <message>
      <source>vessel</source>
      <translation>血管</translation>
    </message>
    <message>
      <source>lung</source>
      <translation>肺</translation>
    </message>
    <message>
      <source>preparing {a} mm</source>
      <translation>准备中，{a} mm</translation>
    </message>
    <message>
      <source>The {what} volume has {size} voxels along x, y, z; at least {least} are needed along each axis.</source>
      <translation>{what}图像沿 x、y、z 为 {size} 体素；每个轴至少需要 {least}。</translation>
    </message>
    <message>
      <source>The {what} volume contains values that are not numbers (NaN or infinite); repair or re-export the file.</source>
      <translation>{what}图像含有非数值（NaN 或无穷）；请修复或重新导出该文件。</translation>
    </message>
    <message>
      <source>The {what} volume has the same value {value} everywhere, so there is nothing to align; check that the right file was opened.</source>
      <translation>{what}图像处处都是同一值 {value}，无可配准的内容；请检查打开的文件是否正确。</translation>
    </message>
    <message>
      <source>The {what} mask has shape {mask} but its volume has {volume} (z, y, x); export it on the volume's grid.</source>
      <translation>{what}掩膜的形状为 {mask}，而其图像为 {volume}（z, y, x）；请按图像的网格导出掩膜。</translation>
    </message>
    <message>
      <source>The {what} mask is empty; mark the region that counts, or use no mask.</source>
      <translation>{what}掩膜为空；请标出要计入的区域，或不使用掩膜。</translation>
    </message>
    <message>
      <source>The {what} mask is too thin to be used; mark a larger region.</source>
      <translation>{what}掩膜太薄，无法使用；请标出更大的区域。</translation>
    </message>
    <message>
      <source>The two volumes do not overlap; check their geometry and masks, or start from landmarks.</source>
      <translation>两图像没有重叠；请检查几何信息和掩膜，或从标志点开始。</translation>
    </message>
    <message>
      <source>level {a} of {b}</source>
      <translation>第 {a} / {b} 级</translation>
    </message>
    <message>
      <source>aligning</source>
      <translation>对齐中</translation>
    </message>
    <message>
      <source>No registration from the moving to the fixed volume was found to compare with.</source>
      <translation>未找到可供比较的由浮动到固定图像的配准。</translation>
    </message>
    <message>
      <source>step must be at least 1, got {step}.</source>
      <translation>step 至少为 1，实际为 {step}。</translation>
    </message>
    <message>
      <source>A scan is converted to a grid along the patient's axes, not to an oblique one.</source>
      <translation>扫描转换只能转到沿患者坐标轴的网格，不能转到斜网格。</translation>
    </message>
    <message>
      <source>The voxels have shape {voxels} but the raster says {raster} (z, y, x).</source>
      <translation>体素形状为 {voxels}，但光栅为 {raster}（z, y, x）。</translation>
    </message>
    <message>
      <source>The values have shape {values} but the grid says {grid} (z, y, x).</source>
      <translation>数值形状为 {values}，但网格为 {grid}（z, y, x）。</translation>
    </message>
    <message>
      <source>straightening the picture</source>
      <translation>正在拉直图像</translation>
    </message>
    <message>
      <source>The adaptive brush is too large to follow the hand; make it smaller.</source>
      <translation>自适应画笔太大，跟不上手的动作；请调小。</translation>
    </message>
    <message>
      <source>Draw seeds of at least two labels: of the structure, and of what surrounds it.</source>
      <translation>请为至少两个标签画种子：一个在结构内，一个在其周围。</translation>
    </message>
    <message>
      <source>Outline the label in at least two slices with a gap between them; the gap is filled.</source>
      <translation>请在至少两个不相邻的层面勾画该标签；中间的空隙将被填补。</translation>
    </message>
    <message>
      <source>Draw strokes of at least two labels: of the structure, and of what surrounds it.</source>
      <translation>请为至少两个标签画笔画：一个在结构内，一个在其周围。</translation>
    </message>
    <message>
      <source>A margin lies between 0 and 100 mm, got {mm}.</source>
      <translation>边距应在 0 到 100 mm 之间，实际为 {mm}。</translation>
    </message>
    <message>
      <source>An outline needs at least three corners, got {n}.</source>
      <translation>轮廓至少需要三个角点，实际为 {n} 个。</translation>
    </message>
    <message>
      <source>Through this registration the label lies outside the other volume.</source>
      <translation>经此配准，该标签落在另一图像之外。</translation>
    </message>
    <message>
      <source>Nothing is drawn with this label yet.</source>
      <translation>该标签尚未画任何内容。</translation>
    </message>
    <message>
      <source>The size of a smoothing lies between 0 and 20 mm, got {mm}.</source>
      <translation>平滑尺寸应在 0 到 20 mm 之间，实际为 {mm}。</translation>
    </message>
    <message>
      <source>A median over {n} voxels is too large; choose a smaller size.</source>
      <translation>{n} 个体素的中值滤波范围太大；请选较小的尺寸。</translation>
    </message>
    <message>
      <source>A predicted-error map needs shape {want}, got {got}.</source>
      <translation>预测误差图的形状应为 {want}，实际为 {got}。</translation>
    </message>
    <message>
      <source>predicting the error: preparing</source>
      <translation>预测误差：准备中</translation>
    </message>
    <message>
      <source>predicting the error: looking around every place</source>
      <translation>预测误差：逐处局部搜索中</translation>
    </message>
    <message>
      <source>predicting the error: weighing</source>
      <translation>预测误差：加权中</translation>
    </message>
    <message>
      <source>predicting the error: done</source>
      <translation>预测误差：完成</translation>
    </message>
    <message>
      <source>The error is not predicted: that is calibrated for ultrasound, and {name} is {kind}.</source>
      <translation>未预测误差：误差预测仅针对超声标定，而 {name} 为 {kind}。</translation>
    </message>
    <message>
      <source>The error is not predicted: the millimetres of {name} are not confirmed.</source>
      <translation>未预测误差：{name} 的毫米尺度尚未确认。</translation>
    </message>
    <message>
      <source>The error is not predicted: that is calibrated for whole breast scans, and {name} is too small or too coarse for one.</source>
      <translation>未预测误差：误差预测针对全乳扫描标定，而 {name} 太小或太粗糙。</translation>
    </message>
    <message>
      <source>{name} was not saved: {reason}.</source>
      <translation>{name} 未能保存：{reason}。</translation>
    </message>
    <message>
      <source>{name} exists already and is never written twice.</source>
      <translation>{name} 已存在，绝不重复写入。</translation>
    </message>
    <message>
      <source>{name} is an HDF5 file, but not one of this program.</source>
      <translation>{name} 是 HDF5 文件，但不属于本程序。</translation>
    </message>
    <message>
      <source>A rectangle needs a place within the picture and a size of at least one pixel.</source>
      <translation>矩形须位于图像内，且大小至少为一个像素。</translation>
    </message>
    <message>
      <source>{name} holds no DICOM files.</source>
      <translation>{name} 中没有 DICOM 文件。</translation>
    </message>
    <message>
      <source>{name} is a damaged DICOM file; copy it again.</source>
      <translation>{name} 是已损坏的 DICOM 文件；请重新复制。</translation>
    </message>
    <message>
      <source>{name} needs {want} MB of memory, {have} MB are free; close other programs.</source>
      <translation>{name} 需要 {want} MB 内存，可用 {have} MB；请关闭其他程序。</translation>
    </message>
    <message>
      <source>{name} is refused: it holds too many elements.</source>
      <translation>拒绝读取 {name}：元素过多。</translation>
    </message>
    <message>
      <source>{name} is not a DICOM file.</source>
      <translation>{name} 不是 DICOM 文件。</translation>
    </message>
    <message>
      <source>{name} is refused: it would unpack to more than {limit} MB.</source>
      <translation>拒绝读取 {name}：解压后将超过 {limit} MB。</translation>
    </message>
    <message>
      <source>The file states no distance between pictures, which stand in the order of {order}.</source>
      <translation>文件未给出图像间距，图像按 {order} 排列。</translation>
    </message>
    <message>
      <source>The file does not state which side of the picture is the patient's right and which way the probe moved; compare with the examination and confirm.</source>
      <translation>文件未说明图像哪一侧是患者右侧，也未说明探头移动方向；请对照检查情况予以确认。</translation>
    </message>
    <message>
      <source>The file states no distance of pixels; lay a ruler on the picture.</source>
      <translation>文件未给出像素间距；请在图像上放置标尺。</translation>
    </message>
    <message>
      <source>{source} says {stated} mm, the ultrasound regions say {other} mm.</source>
      <translation>{source} 为 {stated} mm，超声区域为 {other} mm。</translation>
    </message>
    <message>
      <source>Several regions of the picture state different scales; the largest was taken.</source>
      <translation>图像的多个区域给出不同的比例；已采用最大的区域。</translation>
    </message>
    <message>
      <source>{source} is the spacing at the detector, not in the patient.</source>
      <translation>{source} 是探测器上的间距，而非患者体内的间距。</translation>
    </message>
    <message>
      <source>The pictures follow each other in time (Frame Time), not by a stated distance: this may be a film and not a volume.</source>
      <translation>各图像按时间先后（Frame Time）排列，没有给出间距：可能是动态影像而非体数据。</translation>
    </message>
    <message>
      <source>This scanner's pictures are curved, but the file lacks {tag}.</source>
      <translation>此设备的图像为弧形，但文件缺少 {tag}。</translation>
    </message>
    <message>
      <source>The file does not say whether the pictures were straightened; they were taken as they are.</source>
      <translation>文件未说明图像是否已拉直；按原样取用。</translation>
    </message>
    <message>
      <source>{tag} is about the scanned volume; how that lies in the patient is not stated.</source>
      <translation>{tag} 针对所扫描的体积；其在患者体内的位置未给出。</translation>
    </message>
    <message>
      <source>Pictures are missing between {places} (every {step} mm is the rule); the gaps were filled from their neighbours.</source>
      <translation>{places} 之间缺少图像（正常间隔为 {step} mm）；空缺已由相邻图像填补。</translation>
    </message>
    <message>
      <source>The distances between pictures vary from {low} to {high} mm; they were brought to {step} mm.</source>
      <translation>图像间距在 {low} 到 {high} mm 之间变化；已统一为 {step} mm。</translation>
    </message>
    <message>
      <source>The pictures of {name} point in different directions; choose a series of parallel ones.</source>
      <translation>{name} 中各图像的朝向不同；请选择图像相互平行的序列。</translation>
    </message>
    <message>
      <source>{name} states directions of rows and columns that are not at right angles.</source>
      <translation>{name} 声明的行、列方向不垂直。</translation>
    </message>
    <message>
      <source>{name} shows {count} places more than once (first at {where} mm): it holds several volumes, such as echoes or times; choose one of them.</source>
      <translation>{name} 有 {count} 个位置重复出现（首个在 {where} mm 处）：其中含有多个体数据，例如不同回波或时相；请选择其中之一。</translation>
    </message>
    <message>
      <source>The pictures of {name} are shifted against each other by {mm} mm, as by a tilted gantry ({angle}°); such a sheared volume must be resampled to a straight grid first.</source>
      <translation>{name} 的各层图像彼此错开 {mm} mm，类似机架倾斜（{angle}°）；这种倾斜体数据须先重采样到规则网格。</translation>
    </message>
    <message>
      <source>The scanner states no place in the patient; distances do not depend on it.</source>
      <translation>扫描设备未给出在患者体内的位置；距离不受其影响。</translation>
    </message>
    <message>
      <source>{source} is how thick a picture is, not how far apart two are.</source>
      <translation>{source} 是单幅图像的层厚，而不是两幅之间的距离。</translation>
    </message>
    <message>
      <source>{rows} rows give a depth of {mm} mm, but the scanner says {cm} cm.</source>
      <translation>{rows} 行对应深度 {mm} mm，但设备给出 {cm} cm。</translation>
    </message>
    <message>
      <source>The track of this scan is curved (radius {track}), or not stated to be straight; how such a scan lies in the body is not known.</source>
      <translation>此扫描的轨迹为弧形（半径 {track}），或未说明为直线；此类扫描在体内的位置未知。</translation>
    </message>
    <message>
      <source>The scanner's nipple mark, read as a voxel: the unit is not documented; check it.</source>
      <translation>设备的乳头标记，按体素读取：其单位无文档说明；请核对。</translation>
    </message>
    <message>
      <source>Laterality</source>
      <translation>侧别</translation>
    </message>
    <message>
      <source>ImageLaterality</source>
      <translation>图像侧别</translation>
    </message>
    <message>
      <source>FrameLaterality</source>
      <translation>帧侧别</translation>
    </message>
    <message>
      <source>removed</source>
      <translation>已删除</translation>
    </message>
    <message>
      <source>replaced by {what}</source>
      <translation>替换为 {what}</translation>
    </message>
    <message>
      <source>moved to {what}</source>
      <translation>移至 {what}</translation>
    </message>
    <message>
      <source>kept</source>
      <translation>保留</translation>
    </message>
    <message>
      <source>only the age: {what}</source>
      <translation>仅保留年龄：{what}</translation>
    </message>
    <message>
      <source>kept as a word: {what}</source>
      <translation>保留为词语：{what}</translation>
    </message>
    <message>
      <source>its numbers</source>
      <translation>其数值</translation>
    </message>
    <message>
      <source>with the pixels</source>
      <translation>随像素保存</translation>
    </message>
    <message>
      <source>{name} holds no pictures: it is a DICOM {kind}.</source>
      <translation>{name} 不含图像：它是 DICOM {kind}。</translation>
    </message>
    <message>
      <source>{name} is a damaged DICOM file: it declares {frames} pictures of {columns}×{rows} pixels, {samples} samples of {bits} bits.</source>
      <translation>{name} 是已损坏的 DICOM 文件：它声明 {frames} 幅 {columns}×{rows} 像素的图像，每像素 {samples} 个采样、{bits} 位。</translation>
    </message>
    <message>
      <source>{name} is refused: it declares {frames} pictures.</source>
      <translation>拒绝读取 {name}：它声明 {frames} 幅图像。</translation>
    </message>
    <message>
      <source>{name} is cut short: it declares {want} pictures and holds {have}; copy it again.</source>
      <translation>{name} 不完整：声明 {want} 幅图像，实有 {have} 幅；请重新复制。</translation>
    </message>
    <message>
      <source>{name} holds no pictures: its pixels are missing.</source>
      <translation>{name} 不含图像：缺少像素数据。</translation>
    </message>
    <message>
      <source>{name} is packed in a way this program does not read ({how}).</source>
      <translation>{name} 的压缩方式本程序不支持（{how}）。</translation>
    </message>
    <message>
      <source>{name} is a damaged DICOM file: it declares pictures of {columns}×{rows} pixels in {samples} colours, but holds one of {size} in {colours}.</source>
      <translation>{name} 是已损坏的 DICOM 文件：声明图像为 {columns}×{rows} 像素、{samples} 个颜色分量，实际含 {size}、{colours} 的图像。</translation>
    </message>
    <message>
      <source>The pictures of {name} cannot be unpacked ({how}): they are damaged, or of a kind the decoder does not know.</source>
      <translation>{name} 的图像无法解压（{how}）：已损坏，或解码器不支持该类型。</translation>
    </message>
    <message>
      <source>{name} is cut short: it declares {want} bytes of pictures and holds {have}; copy it again.</source>
      <translation>{name} 不完整：声明 {want} 字节图像，实有 {have} 字节；请重新复制。</translation>
    </message>
    <message>
      <source>{name} is cut short: it declares {want} pictures and holds fewer; copy it again.</source>
      <translation>{name} 不完整：声明 {want} 幅图像，实际较少；请重新复制。</translation>
    </message>
    <message>
      <source>{name} is not a key file of this program, or is damaged.</source>
      <translation>{name} 不是本程序的对照文件，或已损坏。</translation>
    </message>
    <message>
      <source>“{words}” holds the patient's name or number; choose words that say nothing about the patient.</source>
      <translation>“{words}”含有患者姓名或编号；请改用与患者无关的文字。</translation>
    </message>
    <message>
      <source>A pseudonym has 1 to 40 letters, digits, blanks, dots or dashes.</source>
      <translation>假名由 1 到 40 个字母、数字、空格、点或短横组成。</translation>
    </message>
    <message>
      <source>{pseudonym} is the pseudonym of another patient; choose another.</source>
      <translation>{pseudonym} 是另一患者的假名；请另选。</translation>
    </message>
    <message>
      <source>The key file must not lie in a study ({name}); choose a place that is not shared.</source>
      <translation>对照文件不得放在研究项目内（{name}）；请选择不共享的位置。</translation>
    </message>
    <message>
      <source>{name} has format version {version}, this program reads up to {known}; update the program.</source>
      <translation>{name} 的格式版本为 {version}，本程序最高支持 {known}；请更新程序。</translation>
    </message>
    <message>
      <source>{name} holds {count} volumes ({listed}); choose a folder or file with one.</source>
      <translation>{name} 含有 {count} 个体数据（{listed}）；请选择只含一个的文件夹或文件。</translation>
    </message>
    <message>
      <source>{name} does not exist; was it moved or renamed?</source>
      <translation>{name} 不存在；是否已移动或重命名？</translation>
    </message>
    <message>
      <source>{name} holds no DICOM volume{why}; choose another folder.</source>
      <translation>{name} 中没有 DICOM 体数据{why}；请选择其他文件夹。</translation>
    </message>
    <message>
      <source>{a} of {b} files</source>
      <translation>{a} / {b} 个文件</translation>
    </message>
    <message>
      <source>{a} files</source>
      <translation>{a} 个文件</translation>
    </message>
    <message>
      <source>{name} holds more than {limit} files; choose a smaller folder.</source>
      <translation>{name} 中的文件超过 {limit} 个；请选择较小的文件夹。</translation>
    </message>
    <message>
      <source>There is no DICOM file to read.</source>
      <translation>没有可读取的 DICOM 文件。</translation>
    </message>
    <message>
      <source>{name} is a single picture ({kind}); a volume needs at least two.</source>
      <translation>{name} 是单幅图像（{kind}）；体数据至少需要两幅。</translation>
    </message>
    <message>
      <source>{name} is no scan of a curved probe whose geometry is known.</source>
      <translation>{name} 不是几何参数已知的弧形探头扫描。</translation>
    </message>
    <message>
      <source>{count} files are more than one volume can have.</source>
      <translation>{count} 个文件，超过一个体数据所能有的数量。</translation>
    </message>
    <message>
      <source>{count} of {all} pictures of {name} do not state where they lie; leave them out.</source>
      <translation>{name} 的 {all} 幅图像中有 {count} 幅未说明位置；请将其排除。</translation>
    </message>
    <message>
      <source>{name} is no scan: it is a DICOM {kind}.</source>
      <translation>{name} 不是扫描图像：它是 DICOM {kind}。</translation>
    </message>
    <message>
      <source>{name} holds {count} pictures by itself; read it alone.</source>
      <translation>{name} 本身含有 {count} 幅图像；请单独读取。</translation>
    </message>
    <message>
      <source>The pictures differ in size: {name} has {own}, {other} has {size}; choose a series of equal ones.</source>
      <translation>图像尺寸不一致：{name} 为 {own}，{other} 为 {size}；请选择尺寸相同的序列。</translation>
    </message>
    <message>
      <source>{count} files are copies of pictures in other files and were left out.</source>
      <translation>{count} 个文件是其他文件中图像的副本，已略去。</translation>
    </message>
    <message>
      <source>{name} shows nothing: every voxel has the value {v}.</source>
      <translation>{name} 没有内容：所有体素的值均为 {v}。</translation>
    </message>
    <message>
      <source>{name} holds NaN or infinite values; expected finite numbers everywhere.</source>
      <translation>{name} 含有 NaN 或无穷值；应处处为有限数值。</translation>
    </message>
    <message>
      <source>The distances between the pictures are too uneven for a volume: {low} to {high} mm.</source>
      <translation>图像间距太不均匀，不能构成体数据：{low} 到 {high} mm。</translation>
    </message>
    <message>
      <source>DICOM</source>
      <translation>DICOM</translation>
    </message>
    <message>
      <source>file {a} of {b}</source>
      <translation>第 {a} / {b} 个文件</translation>
    </message>
    <message>
      <source>picture {a} of {b}</source>
      <translation>第 {a} / {b} 幅图像</translation>
    </message>
    <message>
      <source>NIfTI sform</source>
      <translation>NIfTI sform</translation>
    </message>
    <message>
      <source>NIfTI qform</source>
      <translation>NIfTI qform</translation>
    </message>
    <message>
      <source>none</source>
      <translation>无</translation>
    </message>
    <message>
      <source>The header states no voxel size along at least one axis; 1 mm was assumed there.</source>
      <translation>文件头至少在一个轴上未给出体素大小；该处假定为 1 mm。</translation>
    </message>
    <message>
      <source>NIfTI pixdim</source>
      <translation>NIfTI pixdim</translation>
    </message>
    <message>
      <source>The header has neither sform nor qform, so position and orientation are unknown.</source>
      <translation>文件头既无 sform 也无 qform，因此位置和方向未知。</translation>
    </message>
    <message>
      <source>The two places of the header that state the voxel size (pixdim, sform) disagree.</source>
      <translation>文件头中给出体素大小的两处（pixdim、sform）不一致。</translation>
    </message>
    <message>
      <source>The header states no voxel size; 1 mm was assumed.</source>
      <translation>文件头未给出体素大小；假定为 1 mm。</translation>
    </message>
    <message>
      <source>NRRD header</source>
      <translation>NRRD 文件头</translation>
    </message>
    <message>
      <source>The header states the spacing in {a}, not in mm.</source>
      <translation>文件头中的间距以 {a} 为单位，而不是 mm。</translation>
    </message>
    <message>
      <source>NRRD space directions</source>
      <translation>NRRD space directions</translation>
    </message>
    <message>
      <source>NRRD spacings</source>
      <translation>NRRD spacings</translation>
    </message>
    <message>
      <source>{name} is not an image this program reads; it reads NIfTI, NRRD and MetaImage ({kinds}).</source>
      <translation>{name} 不是本程序可读的图像；可读 NIfTI、NRRD 和 MetaImage（{kinds}）。</translation>
    </message>
    <message>
      <source>{name} is a colour or vector image; a volume needs one number per voxel.</source>
      <translation>{name} 是彩色或矢量图像；体数据每个体素只能有一个数值。</translation>
    </message>
    <message>
      <source>{name} is damaged: its header cannot be read; copy it again.</source>
      <translation>{name} 已损坏：无法读取文件头；请重新复制。</translation>
    </message>
    <message>
      <source>{name} is not a NIfTI-1 file in one piece; convert it to .nii.gz.</source>
      <translation>{name} 不是单文件的 NIfTI-1；请转换为 .nii.gz。</translation>
    </message>
    <message>
      <source>{name} is not an NRRD file.</source>
      <translation>{name} 不是 NRRD 文件。</translation>
    </message>
    <message>
      <source>{name} is packed in a way this program does not read; save it as gzip or raw NRRD.</source>
      <translation>{name} 的压缩方式本程序不支持；请保存为 gzip 或未压缩的 NRRD。</translation>
    </message>
    <message>
      <source>{name} is packed in a way this program does not read; save it as binary .mha.</source>
      <translation>{name} 的压缩方式本程序不支持；请保存为二进制 .mha。</translation>
    </message>
    <message>
      <source>{name} is not an image of the kind its name says, or is damaged.</source>
      <translation>{name} 与其扩展名所示的图像类型不符，或已损坏。</translation>
    </message>
    <message>
      <source>{name} is refused: its voxels must be one file in the same folder, not {data}.</source>
      <translation>拒绝读取 {name}：其体素必须是同一文件夹中的一个文件，而不是 {data}。</translation>
    </message>
    <message>
      <source>{name} needs {data} beside it; copy both files.</source>
      <translation>{name} 需要同处的 {data}；请将两个文件一起复制。</translation>
    </message>
    <message>
      <source>{name} is a series of {n} volumes; choose a file with a single volume.</source>
      <translation>{name} 是含 {n} 个体数据的序列；请选择只含一个体数据的文件。</translation>
    </message>
    <message>
      <source>{name} has {n} dimensions, but a volume has three; choose a 3D image.</source>
      <translation>{name} 有 {n} 维，而体数据为三维；请选择 3D 图像。</translation>
    </message>
    <message>
      <source>{name} holds complex numbers; a volume needs one plain number per voxel.</source>
      <translation>{name} 含有复数；体数据每个体素只能是一个普通数值。</translation>
    </message>
    <message>
      <source>{name} holds values of a type this program does not read.</source>
      <translation>{name} 的数值类型本程序不支持。</translation>
    </message>
    <message>
      <source>{name} is not a MetaImage file, or is damaged.</source>
      <translation>{name} 不是 MetaImage 文件，或已损坏。</translation>
    </message>
    <message>
      <source>its origin is {a} mm, the volume's {b} mm</source>
      <translation>其原点为 {a} mm，图像的原点为 {b} mm</translation>
    </message>
    <message>
      <source>it has {a} voxels, the volume {b}</source>
      <translation>其体素数为 {a}，图像为 {b}</translation>
    </message>
    <message>
      <source>its {a} is {b}, the volume's {c}</source>
      <translation>其{a}为 {b}，图像的为 {c}</translation>
    </message>
    <message>
      <source>{name} lies on a sheared grid, whose axes are not at right angles; resample it to a straight grid first.</source>
      <translation>{name} 位于倾斜网格上，各轴不垂直；请先重采样到规则网格。</translation>
    </message>
    <message>
      <source>The header looks like a placeholder: spacing 1 mm on all axes, origin 0, no rotation.</source>
      <translation>文件头像是占位内容：各轴间距均为 1 mm，原点为 0，无旋转。</translation>
    </message>
    <message>
      <source>{name} does not lie on the volume's grid: {what}; resample it to the volume first.</source>
      <translation>{name} 与图像的网格不一致：{what}；请先重采样到该图像。</translation>
    </message>
    <message>
      <source>{name} is no label map: labels are whole numbers from 0 to 65535, found {low} to {high}.</source>
      <translation>{name} 不是标签图：标签应为 0 到 65535 的整数，实际为 {low} 到 {high}。</translation>
    </message>
    <message>
      <source>Labels must be whole numbers, got values of type {t}.</source>
      <translation>标签必须是整数，实际类型为 {t}。</translation>
    </message>
    <message>
      <source>A displacement field is written as .nii.gz, not as {name}.</source>
      <translation>位移场应写成 .nii.gz，而不是 {name}。</translation>
    </message>
    <message>
      <source>{name} is cut short: its header declares {want} bytes of voxels, the file holds {have}; copy it again.</source>
      <translation>{name} 不完整：文件头声明体素为 {want} 字节，文件实有 {have} 字节；请重新复制。</translation>
    </message>
    <message>
      <source>{name} has no suffix this program writes; use one of {kinds}.</source>
      <translation>{name} 的扩展名本程序不支持写入；请使用 {kinds} 之一。</translation>
    </message>
    <message>
      <source>{name} cannot be read ({detail}).</source>
      <translation>无法读取 {name}（{detail}）。</translation>
    </message>
    <message>
      <source>{name} is cut short or damaged: its voxels cannot be read to the end; copy it again.</source>
      <translation>{name} 不完整或已损坏：无法读完其体素；请重新复制。</translation>
    </message>
    <message>
      <source>{name} is damaged: its geometry cannot be read.</source>
      <translation>{name} 已损坏：无法读取其几何信息。</translation>
    </message>
    <message>
      <source>{name} holds no landmarks.</source>
      <translation>{name} 不含标志点。</translation>
    </message>
    <message>
      <source>{name} has no columns label and l, p, s (or r, a, s); export it from Slicer's Markups.</source>
      <translation>{name} 缺少 label 以及 l、p、s（或 r、a、s）列；请从 Slicer 的 Markups 导出。</translation>
    </message>
    <message>
      <source>{name} is a DICOM file of another kind ({got}); expected {want}.</source>
      <translation>{name} 是另一种 DICOM 文件（{got}）；应为 {want}。</translation>
    </message>
    <message>
      <source>A DICOM registration leads from the moving scan to the fixed one; it was inverted.</source>
      <translation>DICOM 配准的方向为浮动到固定；已取逆。</translation>
    </message>
    <message>
      <source>No landmark is placed; Spatial Fiducials need at least one.</source>
      <translation>尚未放置标志点；Spatial Fiducials 至少需要一个。</translation>
    </message>
    <message>
      <source>{name} holds {n} sets of fiducials; expected one for each scan.</source>
      <translation>{name} 含有 {n} 组基准点；每个扫描应有一组。</translation>
    </message>
    <message>
      <source>{name} is damaged: a matrix of it is not one of sixteen finite numbers.</source>
      <translation>{name} 已损坏：其中一个矩阵不是十六个有限数值。</translation>
    </message>
    <message>
      <source>{name} registers {n} frames to its own; expected one.</source>
      <translation>{name} 将 {n} 个坐标系配准到自身；应为一个。</translation>
    </message>
    <message>
      <source>A field of {shape} is too large for DICOM; write it on a coarser grid.</source>
      <translation>{shape} 的位移场对 DICOM 来说太大；请写到较粗的网格。</translation>
    </message>
    <message>
      <source>{name} is damaged: its deformation grid is incomplete.</source>
      <translation>{name} 已损坏：其形变网格不完整。</translation>
    </message>
    <message>
      <source>{name} is damaged: its grid of {size} does not fit its {n} bytes of vectors.</source>
      <translation>{name} 已损坏：{size} 的网格与其 {n} 字节的矢量不符。</translation>
    </message>
    <message>
      <source>{name} leaves its deformation undefined at some places; such a field cannot be used.</source>
      <translation>{name} 在某些位置没有定义形变；这样的位移场不能使用。</translation>
    </message>
    <message>
      <source>{name} holds more than {n} fiducials.</source>
      <translation>{name} 含有超过 {n} 个基准点。</translation>
    </message>
    <message>
      <source>{name} is a damaged registration ({detail}); copy it again.</source>
      <translation>{name} 是已损坏的配准（{detail}）；请重新复制。</translation>
    </message>
    <message>
      <source>{name} is damaged: fiducial {key} is not one point of three numbers.</source>
      <translation>{name} 已损坏：基准点 {key} 不是由三个数值构成的一个点。</translation>
    </message>
    <message>
      <source>Its segments are shares; a voxel belongs to the one with the largest, from one half on.</source>
      <translation>其分割段为占比；体素归入占比最大且不低于一半的分割段。</translation>
    </message>
    <message>
      <source>Nothing is drawn; a DICOM segmentation needs at least one segment with voxels.</source>
      <translation>尚未画任何内容；DICOM 分割至少需要一个含体素的分割段。</translation>
    </message>
    <message>
      <source>{name} is damaged: it holds segments that it does not list.</source>
      <translation>{name} 已损坏：其中含有未列出的分割段。</translation>
    </message>
    <message>
      <source>Overlapping segments need {want} MB of memory as a DICOM object; close other programs, or export fewer labels.</source>
      <translation>互相重叠的分割存为 DICOM 对象需要 {want} MB 内存；请关闭其他程序，或减少导出的标签。</translation>
    </message>
    <message>
      <source>{name} is damaged: its pixels are not those it declares; copy it again.</source>
      <translation>{name} 已损坏：像素与其声明不符；请重新复制。</translation>
    </message>
    <message>
      <source>{name} needs {want} MB of memory; close other programs.</source>
      <translation>{name} 需要 {want} MB 内存；请关闭其他程序。</translation>
    </message>
    <message>
      <source>{name} is not a segmentation that can be read as a stack of slices ({detail}).</source>
      <translation>{name} 不是可按层面堆栈读取的分割（{detail}）。</translation>
    </message>
    <message>
      <source>{name} is no displacement field this program reads (.nii.gz, .nrrd, .npy, .npz).</source>
      <translation>{name} 不是本程序可读的位移场（.nii.gz、.nrrd、.npy、.npz）。</translation>
    </message>
    <message>
      <source>{name} is read in voxels of the array, first axis first; programs that follow torch's grid_sample turn the order round.</source>
      <translation>{name} 按数组体素读取，第一轴在前；遵循 torch grid_sample 的程序顺序相反。</translation>
    </message>
    <message>
      <source>{name} cannot be read as a displacement field ({detail}); copy it again.</source>
      <translation>无法将 {name} 读作位移场（{detail}）；请重新复制。</translation>
    </message>
    <message>
      <source>{name} has intent 1006, whose vectors are RAS on disk; they were turned to LPS. Programs with ITK before 5.4 do not turn them.</source>
      <translation>{name} 的 intent 为 1006，其矢量在文件中为 RAS，已转为 LPS。ITK 5.4 之前的程序不作此转换。</translation>
    </message>
    <message>
      <source>{name} has four dimensions, as Learn2Reg writes fields: vectors count voxels.</source>
      <translation>{name} 为四维，即 Learn2Reg 的位移场写法：矢量以体素为单位。</translation>
    </message>
    <message>
      <source>{name} is no displacement field: expected three decimal numbers a voxel (X, Y, Z, 1, 3), got {shape}.</source>
      <translation>{name} 不是位移场：每个体素应为三个小数 (X, Y, Z, 1, 3)，实际为 {shape}。</translation>
    </message>
    <message>
      <source>{name} is damaged: its orientation holds NaN or infinite numbers.</source>
      <translation>{name} 已损坏：其方向含有 NaN 或无穷值。</translation>
    </message>
    <message>
      <source>{name} declares {mb} MB of values, for which the file is too small; copy it again.</source>
      <translation>{name} 声明有 {mb} MB 数值，而文件没有这么大；请重新复制。</translation>
    </message>
    <message>
      <source>{name} is no displacement field: expected three decimal numbers a voxel.</source>
      <translation>{name} 不是位移场：每个体素应为三个小数。</translation>
    </message>
    <message>
      <source>{name} is a displacement field of the unknown type {kind}; expected resampling or modeling.</source>
      <translation>{name} 是未知类型 {kind} 的位移场；应为 resampling 或 modeling。</translation>
    </message>
    <message>
      <source>{name} has no geometry of its own; give the fixed scan as well.</source>
      <translation>{name} 自身没有几何信息；请同时给出固定扫描。</translation>
    </message>
    <message>
      <source>{name} holds NaN or infinite displacements; expected finite numbers.</source>
      <translation>{name} 含有 NaN 或无穷位移；应为有限数值。</translation>
    </message>
    <message>
      <source>{name} holds displacements of more than a kilometre; it is damaged.</source>
      <translation>{name} 含有超过一千米的位移；文件已损坏。</translation>
    </message>
    <message>
      <source>{name} does not say what its vectors are (intent {intent}); mm in LPS, as ITK writes them, is assumed.</source>
      <translation>{name} 未说明其矢量的含义（intent {intent}）；按 ITK 的写法假定为 LPS 坐标系的 mm。</translation>
    </message>
    <message>
      <source>{name} is of type modeling: it takes the moving scan to the fixed one and is inverted.</source>
      <translation>{name} 为 modeling 类型：它将浮动扫描变到固定扫描，已取逆。</translation>
    </message>
    <message>
      <source>{name} has shape {got}; for this scan expected (3, X, Y, Z) = {want}.</source>
      <translation>{name} 的形状为 {got}；对此扫描应为 (3, X, Y, Z) = {want}。</translation>
    </message>
    <message>
      <source>A transform of type {t} has no form in ITK's files; sample it to a displacement field first.</source>
      <translation>{t} 类型的变换在 ITK 文件中没有对应形式；请先采样为位移场。</translation>
    </message>
    <message>
      <source>{name} holds no transform.</source>
      <translation>{name} 不含变换。</translation>
    </message>
    <message>
      <source>{name} holds {n} transforms that are not one; save the one you need.</source>
      <translation>{name} 含有 {n} 个无法合成一个的变换；请只保存所需的一个。</translation>
    </message>
    <message>
      <source>{name} holds B-splines, which were sampled to a field.</source>
      <translation>{name} 含有 B 样条，已采样为位移场。</translation>
    </message>
    <message>
      <source>{name} is not a transform file of ITK.</source>
      <translation>{name} 不是 ITK 变换文件。</translation>
    </message>
    <message>
      <source>{name} holds a transform that is not three-dimensional ({kind}).</source>
      <translation>{name} 含有非三维的变换（{kind}）。</translation>
    </message>
    <message>
      <source>{name} holds a {kind}, which this program does not read; convert it to a displacement field.</source>
      <translation>{name} 含有本程序不支持的 {kind}；请转换为位移场。</translation>
    </message>
    <message>
      <source>ITK transforms are written as .tfm, .txt or .h5, not as {name}.</source>
      <translation>ITK 变换应写成 .tfm、.txt 或 .h5，而不是 {name}。</translation>
    </message>
    <message>
      <source>{name} is damaged: its numbers do not make a transform ({detail}).</source>
      <translation>{name} 已损坏：其数值不能构成变换（{detail}）。</translation>
    </message>
    <message>
      <source>{name} holds more than {n} transforms.</source>
      <translation>{name} 含有超过 {n} 个变换。</translation>
    </message>
    <message>
      <source>{name} is an HDF5 file, but not a transform file of ITK.</source>
      <translation>{name} 是 HDF5 文件，但不是 ITK 变换文件。</translation>
    </message>
    <message>
      <source>{name} would be a deformation as text; write it as .h5.</source>
      <translation>{name} 会把形变写成文本；请写成 .h5。</translation>
    </message>
    <message>
      <source>{name} holds label values above 255; number its labels anew.</source>
      <translation>{name} 含有大于 255 的标签值；请重新编号。</translation>
    </message>
    <message>
      <source>{name} is not an annotation file of ITK-SNAP; save it there as annotations again.</source>
      <translation>{name} 不是 ITK-SNAP 的标注文件；请在 ITK-SNAP 中重新保存为标注。</translation>
    </message>
    <message>
      <source>{n} rulers of ITK-SNAP were left out; only landmarks are taken.</source>
      <translation>略去了 ITK-SNAP 的 {n} 条标尺；只取用标志点。</translation>
    </message>
    <message>
      <source>{name} is not valid XML (line {line}); save it in ITK-SNAP again.</source>
      <translation>{name} 不是有效的 XML（第 {line} 行）；请在 ITK-SNAP 中重新保存。</translation>
    </message>
    <message>
      <source>{name} holds more than {most} landmarks; split it.</source>
      <translation>{name} 含有超过 {most} 个标志点；请拆分。</translation>
    </message>
    <message>
      <source>These labels have another voxel size or direction than the scan; resample them to it first.</source>
      <translation>这些标签的体素大小或方向与扫描不同；请先重采样到该扫描。</translation>
    </message>
    <message>
      <source>These labels lie a part of a voxel beside the scan's voxels; resample them to it first.</source>
      <translation>这些标签与扫描的体素错开了不足一个体素；请先重采样到该扫描。</translation>
    </message>
    <message>
      <source>Segments overlap; they lie on {n} layers.</source>
      <translation>分割互相重叠；它们分别位于 {n} 个图层。</translation>
    </message>
    <message>
      <source>More than {count} segments overlap in one place; {n} voxels were left to the later one.</source>
      <translation>同一处有超过 {count} 个分割重叠；{n} 个体素归于后一个。</translation>
    </message>
    <message>
      <source>{a} has {n} rows and {b} has {m}; both must list the same landmarks in the same order.</source>
      <translation>{a} 有 {n} 行而 {b} 有 {m} 行；两者须以相同顺序列出相同的标志点。</translation>
    </message>
    <message>
      <source>The name of a Learn2Reg task consists of letters and digits, got {task}.</source>
      <translation>Learn2Reg 任务名只能由字母和数字组成，实际为 {task}。</translation>
    </message>
    <message>
      <source>{name} is no matrix of sixteen numbers that makes an invertible map; export it again.</source>
      <translation>{name} 不是构成可逆变换的十六个数值的矩阵；请重新导出。</translation>
    </message>
    <message>
      <source>{name} is damaged or not a transform file of ITK; export it again.</source>
      <translation>{name} 已损坏，或不是 ITK 变换文件；请重新导出。</translation>
    </message>
    <message>
      <source>{name} holds a matrix only; write a deformation as .h5 or .nii.gz.</source>
      <translation>{name} 只能容纳矩阵；形变请写成 .h5 或 .nii.gz。</translation>
    </message>
    <message>
      <source>{name} is larger than {mb} MB, which no such file is; is it the right one?</source>
      <translation>{name} 大于 {mb} MB，此类文件不会这么大；文件是否正确？</translation>
    </message>
    <message>
      <source>{name} is not a NRRD file in one piece.</source>
      <translation>{name} 不是单文件的 NRRD。</translation>
    </message>
    <message>
      <source>{name} keeps its values in another file; save it in one piece.</source>
      <translation>{name} 的数值存放在另一文件中；请保存为单个文件。</translation>
    </message>
    <message>
      <source>{name} states the space {space}, which is not known; expected left-posterior-superior.</source>
      <translation>{name} 声明的空间 {space} 未知；应为 left-posterior-superior。</translation>
    </message>
    <message>
      <source>{name} cannot be read ({detail}); copy it again.</source>
      <translation>无法读取 {name}（{detail}）；请重新复制。</translation>
    </message>
    <message>
      <source>{name} is not a landmark table of this program: the column {column} is missing.</source>
      <translation>{name} 不是本程序的标志点表：缺少 {column} 列。</translation>
    </message>
    <message>
      <source>{name} holds the same landmark id twice; correct the column id.</source>
      <translation>{name} 中同一标志点编号出现两次；请更正 id 列。</translation>
    </message>
    <message>
      <source>The two landmark files are in different frames ({a}, {b}); convert one of them first.</source>
      <translation>两个标志点文件的坐标系不同（{a}、{b}）；请先转换其中一个。</translation>
    </message>
    <message>
      <source>This file counts in voxels; give the scan it belongs to as well.</source>
      <translation>此文件以体素计；请同时给出其所属的扫描。</translation>
    </message>
    <message>
      <source>{name} is no label map: its values are not whole numbers.</source>
      <translation>{name} 不是标签图：其数值不是整数。</translation>
    </message>
    <message>
      <source>{name} holds more than {most} segments; split it.</source>
      <translation>{name} 含有超过 {most} 个分割段；请拆分。</translation>
    </message>
    <message>
      <source>Label values were numbered anew, because layers use the same ones.</source>
      <translation>因各层使用了相同的标签值，已重新编号。</translation>
    </message>
    <message>
      <source>{name} is damaged: segment {n} lies in a layer that is not there.</source>
      <translation>{name} 已损坏：分割段 {n} 所在的层不存在。</translation>
    </message>
    <message>
      <source>{name} is damaged: segment {n} has no label value.</source>
      <translation>{name} 已损坏：分割段 {n} 没有标签值。</translation>
    </message>
    <message>
      <source>{name} states the unknown coordinate system {frame}; expected LPS or RAS.</source>
      <translation>{name} 声明了未知坐标系 {frame}；应为 LPS 或 RAS。</translation>
    </message>
    <message>
      <source>{name} holds no list of markups; save it from Slicer as .mrk.json.</source>
      <translation>{name} 不含标记列表；请从 Slicer 保存为 .mrk.json。</translation>
    </message>
    <message>
      <source>{name} mixes LPS and RAS lists; save each list in a file of its own.</source>
      <translation>{name} 混有 LPS 和 RAS 列表；请将每个列表各存为一个文件。</translation>
    </message>
    <message>
      <source>{name} does not begin with the header of a Slicer .fcsv file.</source>
      <translation>{name} 的开头不是 Slicer .fcsv 文件头。</translation>
    </message>
    <message>
      <source>{name} has no columns x, y and z; save it again from Slicer.</source>
      <translation>{name} 缺少 x、y、z 列；请从 Slicer 重新保存。</translation>
    </message>
    <message>
      <source>{name} holds more than {most} points; split it.</source>
      <translation>{name} 含有超过 {most} 个点；请拆分。</translation>
    </message>
    <message>
      <source>{name} states no coordinate system; RAS is assumed, as Slicer does.</source>
      <translation>{name} 未说明坐标系；按 Slicer 的做法假定为 RAS。</translation>
    </message>
    <message>
      <source>{name} states its positions in {unit}; expected mm or um.</source>
      <translation>{name} 的位置以 {unit} 为单位；应为 mm 或 um。</translation>
    </message>
    <message>
      <source>{name} holds no list of control points; save it again from Slicer.</source>
      <translation>{name} 不含控制点列表；请从 Slicer 重新保存。</translation>
    </message>
    <message>
      <source>The file follows an unknown version of Slicer's schema; check the points.</source>
      <translation>此文件采用未知版本的 Slicer 格式；请核对各点。</translation>
    </message>
    <message>
      <source>Control points of {kinds} were taken as landmarks.</source>
      <translation>{kinds} 的控制点已作为标志点取用。</translation>
    </message>
    <message>
      <source>The file holds {n} lists; all their points were read.</source>
      <translation>此文件含有 {n} 个列表；已读取其中所有的点。</translation>
    </message>
    <message>
      <source>{name}, line {line}, {what}; correct that line or export the file again.</source>
      <translation>{name} 第 {line} 行：{what}；请更正该行或重新导出文件。</translation>
    </message>
    <message>
      <source>{name} holds JSON but not an object with named values; export it again.</source>
      <translation>{name} 是 JSON，但不是由命名值组成的对象；请重新导出。</translation>
    </message>
    <message>
      <source>{name} is not text in UTF-8 (byte {at}); save it again as UTF-8.</source>
      <translation>{name} 不是 UTF-8 文本（第 {at} 字节）；请以 UTF-8 重新保存。</translation>
    </message>
    <message>
      <source>{name} is not valid JSON ({detail}); export it again.</source>
      <translation>{name} 不是有效的 JSON（{detail}）；请重新导出。</translation>
    </message>
    <message>
      <source>{name} holds more than {most} rows; split it.</source>
      <translation>{name} 超过 {most} 行；请拆分。</translation>
    </message>
    <message>
      <source>fixed to moving</source>
      <translation>固定到浮动</translation>
    </message>
    <message>
      <source>moving to fixed</source>
      <translation>浮动到固定</translation>
    </message>
    <message>
      <source>This transform counts in voxels; give both scans as well.</source>
      <translation>此变换以体素计；请同时给出两个扫描。</translation>
    </message>
    <message>
      <source>Your last edits are not saved yet: {why} ({path}). They are kept in memory and saving is tried again; free some space or make the folder writable, and do not close the program.</source>
      <translation>您最近的编辑尚未保存：{why}（{path}）。编辑保留在内存中并会再次尝试保存；请释放磁盘空间或使文件夹可写，且不要关闭程序。</translation>
    </message>
    <message>
      <source>The journal {name} cannot be read: {why}.</source>
      <translation>无法读取编辑日志 {name}：{why}。</translation>
    </message>
    <message>
      <source>The journal {name} is damaged at line {line}; the edits before it can be recovered with a copy of the file cut off there.</source>
      <translation>编辑日志 {name} 在第 {line} 行损坏；将文件副本在该处截断，可恢复之前的编辑。</translation>
    </message>
    <message>
      <source>The disk did not confirm the edits to {name} in time (waited: {done}).</source>
      <translation>磁盘未能及时确认对 {name} 的编辑（等待：{done}）。</translation>
    </message>
    <message>
      <source>{name} was closed before all of it was loaded.</source>
      <translation>{name} 尚未全部载入就被关闭。</translation>
    </message>
    <message>
      <source>Voxels are read in boxes with step 1, got step {step}.</source>
      <translation>体素须以步长 1 的方块读取，实际步长为 {step}。</translation>
    </message>
    <message>
      <source>{name} is damaged: part of its voxels cannot be read ({detail}).</source>
      <translation>{name} 已损坏：部分体素无法读取（{detail}）。</translation>
    </message>
    <message>
      <source>NIfTI holds at most {most} voxels along an axis, the volume has {sizes}.</source>
      <translation>NIfTI 每个轴最多 {most} 个体素，此图像为 {sizes}。</translation>
    </message>
    <message>
      <source>{name} is damaged: its labels have shape {got} but the volume has {want}.</source>
      <translation>{name} 已损坏：其标签形状为 {got}，而图像为 {want}。</translation>
    </message>
    <message>
      <source>{name} is not a reading of case {case}.</source>
      <translation>{name} 不是病例 {case} 的阅片记录。</translation>
    </message>
    <message>
      <source>{name} is not a reading.</source>
      <translation>{name} 不是阅片记录。</translation>
    </message>
    <message>
      <source>{name} is damaged: a part of the reading is missing.</source>
      <translation>{name} 已损坏：阅片记录缺失一部分。</translation>
    </message>
    <message>
      <source>{name} is damaged: a block of its labels is incomplete.</source>
      <translation>{name} 已损坏：一个标签块不完整。</translation>
    </message>
    <message>
      <source>{name} is damaged: a block of its labels cannot be decoded.</source>
      <translation>{name} 已损坏：一个标签块无法解码。</translation>
    </message>
    <message>
      <source>{name} is a folder; choose a file.</source>
      <translation>{name} 是文件夹；请选择文件。</translation>
    </message>
    <message>
      <source>{name} is not a regular file.</source>
      <translation>{name} 不是普通文件。</translation>
    </message>
    <message>
      <source>{name} is empty; copy it again.</source>
      <translation>{name} 为空；请重新复制。</translation>
    </message>
    <message>
      <source>{name} may not be read with your permissions.</source>
      <translation>您没有读取 {name} 的权限。</translation>
    </message>
    <message>
      <source>{name} is refused: {key} keeps its values in another file.</source>
      <translation>拒绝读取 {name}：{key} 的数值存放在另一文件中。</translation>
    </message>
    <message>
      <source>{name} is refused: {key} holds values of type {t}.</source>
      <translation>拒绝读取 {name}：{key} 含有类型为 {t} 的数值。</translation>
    </message>
    <message>
      <source>{name} is refused: {key} holds no values.</source>
      <translation>拒绝读取 {name}：{key} 没有数值。</translation>
    </message>
    <message>
      <source>{name} is refused: {key} declares {mb} MB but the file is too small for it.</source>
      <translation>拒绝读取 {name}：{key} 声明 {mb} MB，而文件没有这么大。</translation>
    </message>
    <message>
      <source>{name} is refused: {key} is stored in pieces larger than itself.</source>
      <translation>拒绝读取 {name}：{key} 的存储块比其自身还大。</translation>
    </message>
    <message>
      <source>{name} is refused: {key} is not stored as plain text.</source>
      <translation>拒绝读取 {name}：{key} 未存为纯文本。</translation>
    </message>
    <message>
      <source>{name} is refused: {key} declares more text than the file holds.</source>
      <translation>拒绝读取 {name}：{key} 声明的文本多于文件所含。</translation>
    </message>
    <message>
      <source>{name} needs {need} MB of memory but only {have} MB are free; close other programs.</source>
      <translation>{name} 需要 {need} MB 内存，但只有 {have} MB 可用；请关闭其他程序。</translation>
    </message>
    <message>
      <source>{name} cannot be read: it is damaged or not of the expected kind ({detail}).</source>
      <translation>无法读取 {name}：已损坏或类型不符（{detail}）。</translation>
    </message>
    <message>
      <source>{name} is refused: its groups are nested too deeply.</source>
      <translation>拒绝读取 {name}：组嵌套过深。</translation>
    </message>
    <message>
      <source>{name} is refused: {key} needs an unknown filter.</source>
      <translation>拒绝读取 {name}：{key} 需要未知的过滤器。</translation>
    </message>
    <message>
      <source>{name} is refused: the attribute {key} is too large.</source>
      <translation>拒绝读取 {name}：属性 {key} 过大。</translation>
    </message>
    <message>
      <source>{name} is refused: the attribute {key} is of an unknown type.</source>
      <translation>拒绝读取 {name}：属性 {key} 的类型未知。</translation>
    </message>
    <message>
      <source>{name} is refused: {key} is a link to another place or file.</source>
      <translation>拒绝读取 {name}：{key} 是指向其他位置或文件的链接。</translation>
    </message>
    <message>
      <source>{name} is refused: {key} appears in it twice.</source>
      <translation>拒绝读取 {name}：{key} 出现两次。</translation>
    </message>
    <message>
      <source>{name} is refused: it holds too many objects.</source>
      <translation>拒绝读取 {name}：对象过多。</translation>
    </message>
    <message>
      <source>{name} is refused: {key} is neither data nor a group.</source>
      <translation>拒绝读取 {name}：{key} 既非数据也非组。</translation>
    </message>
    <message>
      <source>An edit could not be read: expected an object with a command name.</source>
      <translation>无法读取一项编辑：应为带命令名称的对象。</translation>
    </message>
    <message>
      <source>The study contains an edit this version does not know ({name}); open it with a newer version.</source>
      <translation>研究项目含有此版本不认识的编辑（{name}）；请用更新的版本打开。</translation>
    </message>
    <message>
      <source>{what} does not say its format version; it may be damaged.</source>
      <translation>{what} 未说明格式版本；可能已损坏。</translation>
    </message>
    <message>
      <source>{what} has format version {found}; this program reads up to {known}. Install a newer version to open it.</source>
      <translation>{what} 的格式版本为 {found}；本程序最高支持 {known}。请安装更新的版本后再打开。</translation>
    </message>
    <message>
      <source>A {kind} could not be read: {where}: {fault}.</source>
      <translation>无法读取 {kind}：{where}：{fault}。</translation>
    </message>
    <message>
      <source>A name may have up to 80 characters, must not begin or end with a dot, and must not contain &lt; &gt; : " / \ | ? *; got {name}.</source>
      <translation>名称最多 80 个字符，首尾不得为点，且不得含有 &lt; &gt; : " / \ | ? *；实际为 {name}。</translation>
    </message>
    <message>
      <source>{name} is a reserved name on Windows; choose another.</source>
      <translation>{name} 是 Windows 的保留名称；请另选。</translation>
    </message>
    <message>
      <source>{name} is damaged or cannot be read.</source>
      <translation>{name} 已损坏或无法读取。</translation>
    </message>
    <message>
      <source>{path} is not an empty folder; choose another place for the new study.</source>
      <translation>{path} 不是空文件夹；请为新研究项目另选位置。</translation>
    </message>
    <message>
      <source>{path} is not a study: it has no file study.json.</source>
      <translation>{path} 不是研究项目：其中没有 study.json 文件。</translation>
    </message>
    <message>
      <source>{name} is damaged: a part is missing.</source>
      <translation>{name} 已损坏：缺失一部分。</translation>
    </message>
    <message>
      <source>{name} does not fit its journal; the journal is used.</source>
      <translation>{name} 与其编辑日志不符；以编辑日志为准。</translation>
    </message>
    <message>
      <source>The study has no readable study.json.</source>
      <translation>研究项目没有可读的 study.json。</translation>
    </message>
    <message>
      <source>{name} cannot be locked: {why}.</source>
      <translation>无法锁定 {name}：{why}。</translation>
    </message>
    <message>
      <source>The last edit in {name} was cut off by a crash and is left out.</source>
      <translation>{name} 的最后一项编辑因崩溃而不完整，已略去。</translation>
    </message>
    <message>
      <source>The journal beside {name} is missing; undo starts from here.</source>
      <translation>{name} 旁的编辑日志缺失；撤销历史由此开始。</translation>
    </message>
    <message>
      <source>{name} does not hold suggested landmarks.</source>
      <translation>{name} 不含建议的标志点。</translation>
    </message>
    <message>
      <source>The transform is nested more than {n} deep; sample it to one field first.</source>
      <translation>变换嵌套超过 {n} 层；请先采样为一个位移场。</translation>
    </message>
    <message>
      <source>The record of a transform must be plain JSON values ({why}).</source>
      <translation>变换的记录必须是普通 JSON 值（{why}）。</translation>
    </message>
    <message>
      <source>{name} is not a transform file of this program.</source>
      <translation>{name} 不是本程序的变换文件。</translation>
    </message>
    <message>
      <source>The transform has more than {n} parts; sample it to one field first.</source>
      <translation>变换的组成部分超过 {n} 个；请先采样为一个位移场。</translation>
    </message>
    <message>
      <source>A transform of type {t} cannot be stored; sample it to a displacement field first.</source>
      <translation>{t} 类型的变换无法保存；请先采样为位移场。</translation>
    </message>
    <message>
      <source>{name} is not a file of volumes of this program.</source>
      <translation>{name} 不是本程序的图像文件。</translation>
    </message>
    <message>
      <source>{name} is damaged: its voxels are not stored as expected.</source>
      <translation>{name} 已损坏：体素的存储方式不符合预期。</translation>
    </message>
    <message>
      <source>{name} is damaged: part of its voxels is missing; copy it again.</source>
      <translation>{name} 已损坏：缺失部分体素；请重新复制。</translation>
    </message>
    <message>
      <source>{name} is damaged: {key} is {value}.</source>
      <translation>{name} 已损坏：{key} 为 {value}。</translation>
    </message>
    <message>
      <source>This is not available here.</source>
      <translation>此处不可用。</translation>
    </message>
    <message>
      <source>{title}  ({keys})</source>
      <translation>{title}（{keys}）</translation>
    </message>
    <message>
      <source>This belongs to another workspace.</source>
      <translation>此命令属于另一工作区。</translation>
    </message>
    <message>
      <source>Not now: {why}</source>
      <translation>现在不可用：{why}</translation>
    </message>
    <message>
      <source> or </source>
      <translation> 或 </translation>
    </message>
    <message>
      <source>New study…</source>
      <translation>新建研究项目…</translation>
    </message>
    <message>
      <source>Study</source>
      <translation>研究项目</translation>
    </message>
    <message>
      <source>Make a study in an empty folder.</source>
      <translation>在空文件夹中建立研究项目。</translation>
    </message>
    <message>
      <source>Open study…</source>
      <translation>打开研究项目…</translation>
    </message>
    <message>
      <source>Open a study folder.</source>
      <translation>打开研究项目文件夹。</translation>
    </message>
    <message>
      <source>Open two volumes…</source>
      <translation>打开两个图像…</translation>
    </message>
    <message>
      <source>Look at two image files at once; they can be saved as a study later.</source>
      <translation>同时查看两个图像文件；之后可保存为研究项目。</translation>
    </message>
    <message>
      <source>Open demo</source>
      <translation>打开演示</translation>
    </message>
    <message>
      <source>Open a simulated pair with known truth, to try things out.</source>
      <translation>打开已知真值的模拟图像对，供试用。</translation>
    </message>
    <message>
      <source>Open bundle…</source>
      <translation>打开数据包…</translation>
    </message>
    <message>
      <source>Add the cases of a colleague's bundle to this study, or open it as a study of its own.</source>
      <translation>将同事数据包中的病例加入本研究项目，或作为独立的研究项目打开。</translation>
    </message>
    <message>
      <source>Save study as…</source>
      <translation>研究项目另存为…</translation>
    </message>
    <message>
      <source>Give an unnamed study its place, or copy the study to another folder.</source>
      <translation>为未命名的研究项目指定位置，或将研究项目复制到其他文件夹。</translation>
    </message>
    <message>
      <source>Save now</source>
      <translation>立即保存</translation>
    </message>
    <message>
      <source>Write a snapshot now. Every edit is saved by itself anyway.</source>
      <translation>立即写入快照。每项编辑本来就会自动保存。</translation>
    </message>
    <message>
      <source>Export…</source>
      <translation>导出…</translation>
    </message>
    <message>
      <source>Write scans, landmarks, labels or registrations for other programs, or a bundle for another workstation.</source>
      <translation>为其他程序写出扫描、标志点、标签或配准，或为其他工作站写出数据包。</translation>
    </message>
    <message>
      <source>Thresholds…</source>
      <translation>阈值…</translation>
    </message>
    <message>
      <source>What verdicts of this study are held to, who recommends it, and other values.</source>
      <translation>本研究项目的判定依据、推荐出处及其他取值。</translation>
    </message>
    <message>
      <source>Run on several cases…</source>
      <translation>批量运行…</translation>
    </message>
    <message>
      <source>Register many cases with one method, one after another, in the background.</source>
      <translation>在后台用一种方法依次配准多个病例。</translation>
    </message>
    <message>
      <source>Reader…</source>
      <translation>阅片者…</translation>
    </message>
    <message>
      <source>Change the name under which your work is saved.</source>
      <translation>更改保存工作所用的姓名。</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>退出</translation>
    </message>
    <message>
      <source>Save everything and close the window.</source>
      <translation>全部保存并关闭窗口。</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>撤销</translation>
    </message>
    <message>
      <source>Edit</source>
      <translation>编辑</translation>
    </message>
    <message>
      <source>Take the last edit back.</source>
      <translation>撤销上一项编辑。</translation>
    </message>
    <message>
      <source>Redo</source>
      <translation>重做</translation>
    </message>
    <message>
      <source>Do the edit that was taken back again.</source>
      <translation>重新执行被撤销的编辑。</translation>
    </message>
    <message>
      <source>Import pair…</source>
      <translation>导入图像对…</translation>
    </message>
    <message>
      <source>Case</source>
      <translation>病例</translation>
    </message>
    <message>
      <source>Add two volumes to this study as a new case.</source>
      <translation>将两个图像作为新病例加入本研究项目。</translation>
    </message>
    <message>
      <source>Import landmarks, labels or a transform…</source>
      <translation>导入标志点、标签或变换…</translation>
    </message>
    <message>
      <source>Bring a colleague's file into the open case; it is tried in every reading first.</source>
      <translation>将同事的文件导入当前病例；会先按各种读法试读。</translation>
    </message>
    <message>
      <source>Next case</source>
      <translation>下一病例</translation>
    </message>
    <message>
      <source>Open the next case of the work-list.</source>
      <translation>打开工作列表中的下一病例。</translation>
    </message>
    <message>
      <source>Previous case</source>
      <translation>上一病例</translation>
    </message>
    <message>
      <source>Open the case before this one.</source>
      <translation>打开当前病例的前一病例。</translation>
    </message>
    <message>
      <source>Next unfinished case</source>
      <translation>下一未完成病例</translation>
    </message>
    <message>
      <source>Open the next case that is not done.</source>
      <translation>打开下一个未完成的病例。</translation>
    </message>
    <message>
      <source>Confirm geometry…</source>
      <translation>确认几何信息…</translation>
    </message>
    <message>
      <source>Look at spacing and direction of the open case, confirm them or measure with a ruler.</source>
      <translation>查看当前病例的间距和方向，予以确认或用标尺测量。</translation>
    </message>
    <message>
      <source>Accept and finish case</source>
      <translation>接受并完成病例</translation>
    </message>
    <message>
      <source>Accept the alignment in use and mark the case as done.</source>
      <translation>接受所用的配准，并将病例标为完成。</translation>
    </message>
    <message>
      <source>Report…</source>
      <translation>报告…</translation>
    </message>
    <message>
      <source>One page about the result in use, as HTML and PDF: pictures, figures, checks, your decision.</source>
      <translation>关于所用结果的一页报告（HTML 和 PDF）：图像、数据、检查项、您的决定。</translation>
    </message>
    <message>
      <source>Reliability of the predicted error…</source>
      <translation>预测误差的可靠性…</translation>
    </message>
    <message>
      <source>Predicted against true error: measured curves, and this case's own held-out landmarks.</source>
      <translation>预测误差与真实误差对照：实测曲线，以及此病例自身的留出标志点。</translation>
    </message>
    <message>
      <source>Cases</source>
      <translation>病例</translation>
    </message>
    <message>
      <source>View</source>
      <translation>视图</translation>
    </message>
    <message>
      <source>The work-list of the study.</source>
      <translation>研究项目的工作列表。</translation>
    </message>
    <message>
      <source>Annotate</source>
      <translation>标注</translation>
    </message>
    <message>
      <source>Mark landmarks and draw segmentations.</source>
      <translation>标记标志点并绘制分割。</translation>
    </message>
    <message>
      <source>Register</source>
      <translation>配准</translation>
    </message>
    <message>
      <source>Align the two volumes with a method.</source>
      <translation>用某种方法对齐两个图像。</translation>
    </message>
    <message>
      <source>Check</source>
      <translation>核查</translation>
    </message>
    <message>
      <source>Judge whether the two volumes correspond.</source>
      <translation>判断两个图像是否对应。</translation>
    </message>
    <message>
      <source>Left drag sets black and white</source>
      <translation>左键拖动调窗</translation>
    </message>
    <message>
      <source>The reader's mouse: no key is needed for the window; landmarks and brushes work as ever.</source>
      <translation>阅片者鼠标：调窗无需按键；标志点和画笔照常使用。</translation>
    </message>
    <message>
      <source>Save figure…</source>
      <translation>保存图片…</translation>
    </message>
    <message>
      <source>Save the panes as they are now as a sharp PNG or PDF.</source>
      <translation>将当前各窗格保存为清晰的 PNG 或 PDF。</translation>
    </message>
    <message>
      <source>Hide segmentation</source>
      <translation>隐藏分割</translation>
    </message>
    <message>
      <source>Hide or show the segmentation.</source>
      <translation>隐藏或显示分割。</translation>
    </message>
    <message>
      <source>Hide landmarks</source>
      <translation>隐藏标志点</translation>
    </message>
    <message>
      <source>Hide or show the landmarks.</source>
      <translation>隐藏或显示标志点。</translation>
    </message>
    <message>
      <source>Hide names</source>
      <translation>隐藏名称</translation>
    </message>
    <message>
      <source>Hide or show the names of the landmarks.</source>
      <translation>隐藏或显示标志点名称。</translation>
    </message>
    <message>
      <source>Hide all annotations</source>
      <translation>隐藏全部标注</translation>
    </message>
    <message>
      <source>Hide or show everything that was drawn.</source>
      <translation>隐藏或显示所有已画内容。</translation>
    </message>
    <message>
      <source>Next slice</source>
      <translation>下一层</translation>
    </message>
    <message>
      <source>Slice</source>
      <translation>层面</translation>
    </message>
    <message>
      <source>One slice on.</source>
      <translation>前进一层。</translation>
    </message>
    <message>
      <source>Previous slice</source>
      <translation>上一层</translation>
    </message>
    <message>
      <source>One slice back.</source>
      <translation>后退一层。</translation>
    </message>
    <message>
      <source>Five slices on</source>
      <translation>前进五层</translation>
    </message>
    <message>
      <source>Five slices on.</source>
      <translation>前进五层。</translation>
    </message>
    <message>
      <source>Five slices back</source>
      <translation>后退五层</translation>
    </message>
    <message>
      <source>Five slices back.</source>
      <translation>后退五层。</translation>
    </message>
    <message>
      <source>Ten slices on</source>
      <translation>前进十层</translation>
    </message>
    <message>
      <source>Ten slices on.</source>
      <translation>前进十层。</translation>
    </message>
    <message>
      <source>Ten slices back</source>
      <translation>后退十层</translation>
    </message>
    <message>
      <source>Ten slices back.</source>
      <translation>后退十层。</translation>
    </message>
    <message>
      <source>First slice</source>
      <translation>第一层</translation>
    </message>
    <message>
      <source>The first slice of this pane.</source>
      <translation>此窗格的第一层。</translation>
    </message>
    <message>
      <source>Last slice</source>
      <translation>最后一层</translation>
    </message>
    <message>
      <source>The last slice of this pane.</source>
      <translation>此窗格的最后一层。</translation>
    </message>
    <message>
      <source>Navigate</source>
      <translation>导航</translation>
    </message>
    <message>
      <source>Tools</source>
      <translation>工具</translation>
    </message>
    <message>
      <source>Click puts the crosshair; both volumes follow.</source>
      <translation>单击放置十字线；两个图像随之移动。</translation>
    </message>
    <message>
      <source>Landmark</source>
      <translation>标志点</translation>
    </message>
    <message>
      <source>Click marks the chosen landmark, or a new one.</source>
      <translation>单击标记所选标志点，或新建一个。</translation>
    </message>
    <message>
      <source>Paint</source>
      <translation>涂画</translation>
    </message>
    <message>
      <source>Drag paints the chosen label; hold Ctrl to erase.</source>
      <translation>拖动以涂画所选标签；按住 Ctrl 擦除。</translation>
    </message>
    <message>
      <source>Erase</source>
      <translation>擦除</translation>
    </message>
    <message>
      <source>Drag erases the segmentation; hold Ctrl to paint.</source>
      <translation>拖动以擦除分割；按住 Ctrl 涂画。</translation>
    </message>
    <message>
      <source>Outline</source>
      <translation>轮廓</translation>
    </message>
    <message>
      <source>Click corners or drag a line; Enter fills the outline, Esc drops it, Ctrl begins one that erases.</source>
      <translation>单击角点或拖出曲线；Enter 填充轮廓，Esc 放弃，Ctrl 开始一个用于擦除的轮廓。</translation>
    </message>
    <message>
      <source>Threshold brush</source>
      <translation>阈值画笔</translation>
    </message>
    <message>
      <source>Drag paints only what is as bright as where it began.</source>
      <translation>拖动时只涂画与起点亮度相近之处。</translation>
    </message>
    <message>
      <source>Adaptive brush</source>
      <translation>自适应画笔</translation>
    </message>
    <message>
      <source>Drag paints up to the edges under the brush.</source>
      <translation>拖动时只涂画到画笔下的边缘为止。</translation>
    </message>
    <message>
      <source>Flood fill</source>
      <translation>区域填充</translation>
    </message>
    <message>
      <source>Press fills what is alike and hangs together; drag sideways for more.</source>
      <translation>按下即填充相似且相连的区域；横向拖动可扩大范围。</translation>
    </message>
    <message>
      <source>Live-wire</source>
      <translation>活动线</translation>
    </message>
    <message>
      <source>Click along an edge; the line follows it. Enter fills.</source>
      <translation>沿边缘单击，线条自动贴合。Enter 填充。</translation>
    </message>
    <message>
      <source>Scissors</source>
      <translation>剪刀</translation>
    </message>
    <message>
      <source>Outline what is cut off the label through the whole depth; Ctrl keeps only what is inside.</source>
      <translation>勾画要从标签中贯穿全部深度剪去的部分；按 Ctrl 则只保留内部。</translation>
    </message>
    <message>
      <source>Ruler</source>
      <translation>标尺</translation>
    </message>
    <message>
      <source>Drag measures a distance that stays with the case.</source>
      <translation>拖动测量距离，测量随病例保存。</translation>
    </message>
    <message>
      <source>Angle</source>
      <translation>角度</translation>
    </message>
    <message>
      <source>Three clicks measure an angle that stays with the case.</source>
      <translation>单击三次测量角度，测量随病例保存。</translation>
    </message>
    <message>
      <source>Region</source>
      <translation>区域</translation>
    </message>
    <message>
      <source>Drag a box; drawing and the tools keep inside it. Drag its edges or corners to change it.</source>
      <translation>拖出一个框；绘制和各工具只在框内进行。拖动边或角可更改。</translation>
    </message>
    <message>
      <source>Region at the crosshair</source>
      <translation>在十字线处设区域</translation>
    </message>
    <message>
      <source>Put the box to which drawing keeps where the crosshair is.</source>
      <translation>将限定绘制的框移到十字线处。</translation>
    </message>
    <message>
      <source>No region</source>
      <translation>取消区域</translation>
    </message>
    <message>
      <source>Draw everywhere in this volume again.</source>
      <translation>恢复在此图像各处绘制。</translation>
    </message>
    <message>
      <source>Last tool</source>
      <translation>上一工具</translation>
    </message>
    <message>
      <source>Back to the tool used before.</source>
      <translation>返回之前使用的工具。</translation>
    </message>
    <message>
      <source>Larger brush</source>
      <translation>增大画笔</translation>
    </message>
    <message>
      <source>Make the brush larger.</source>
      <translation>增大画笔。</translation>
    </message>
    <message>
      <source>Smaller brush</source>
      <translation>减小画笔</translation>
    </message>
    <message>
      <source>Make the brush smaller.</source>
      <translation>减小画笔。</translation>
    </message>
    <message>
      <source>Next label</source>
      <translation>下一标签</translation>
    </message>
    <message>
      <source>Paint with the next label of the table.</source>
      <translation>用表中的下一个标签涂画。</translation>
    </message>
    <message>
      <source>Previous label</source>
      <translation>上一标签</translation>
    </message>
    <message>
      <source>Paint with the label before.</source>
      <translation>用前一个标签涂画。</translation>
    </message>
    <message>
      <source>Interpolate between slices</source>
      <translation>层间插值</translation>
    </message>
    <message>
      <source>Segmentation</source>
      <translation>分割</translation>
    </message>
    <message>
      <source>Propose what lies between the slices in which the label is drawn.</source>
      <translation>根据已画该标签的层面，提议中间各层的内容。</translation>
    </message>
    <message>
      <source>Propose the whole region from a few strokes of two or more labels.</source>
      <translation>根据两个或更多标签的少量笔画，提议整个区域。</translation>
    </message>
    <message>
      <source>Let all drawn labels grow until they meet.</source>
      <translation>让所有已画标签生长，直至相接。</translation>
    </message>
    <message>
      <source>Take over from the other volume</source>
      <translation>从另一图像取用</translation>
    </message>
    <message>
      <source>Propose the label of the other volume, through the registration in use.</source>
      <translation>通过所用配准，提议另一图像的标签。</translation>
    </message>
    <message>
      <source>Copy outline to the next slice</source>
      <translation>复制轮廓到下一层</translation>
    </message>
    <message>
      <source>Draw the label of this slice in the next one too, and go there.</source>
      <translation>将本层的标签画到下一层，并转到该层。</translation>
    </message>
    <message>
      <source>Copy outline to the slice before</source>
      <translation>复制轮廓到上一层</translation>
    </message>
    <message>
      <source>Draw the label of this slice in the one before too, and go there.</source>
      <translation>将本层的标签画到上一层，并转到该层。</translation>
    </message>
    <message>
      <source>Layer of the label…</source>
      <translation>标签所在图层…</translation>
    </message>
    <message>
      <source>Move the label to another layer; labels of different layers may overlap.</source>
      <translation>将标签移到另一图层；不同图层的标签可以重叠。</translation>
    </message>
    <message>
      <source>New label on its own layer</source>
      <translation>新建独占图层的标签</translation>
    </message>
    <message>
      <source>Add a label that may overlap with all others.</source>
      <translation>添加一个可与其他所有标签重叠的标签。</translation>
    </message>
    <message>
      <source>Segmentation tools</source>
      <translation>分割工具</translation>
    </message>
    <message>
      <source>Smooth, islands, margins, logic and more, with a preview.</source>
      <translation>平滑、孤岛、边距、逻辑运算等，可预览。</translation>
    </message>
    <message>
      <source>Label numbers</source>
      <translation>标签数据</translation>
    </message>
    <message>
      <source>Volumes, diameters and brightness of the labels, and what was measured.</source>
      <translation>标签的体积、径线和亮度，以及各项测量。</translation>
    </message>
    <message>
      <source>3D view</source>
      <translation>3D 视图</translation>
    </message>
    <message>
      <source>Surfaces of the labels with landmarks and planes, or the scan seen through.</source>
      <translation>标签的表面连同标志点和平面，或扫描的透视图。</translation>
    </message>
    <message>
      <source>Next landmark</source>
      <translation>下一标志点</translation>
    </message>
    <message>
      <source>Jump to the next landmark of the table.</source>
      <translation>跳到表中的下一个标志点。</translation>
    </message>
    <message>
      <source>Previous landmark</source>
      <translation>上一标志点</translation>
    </message>
    <message>
      <source>Jump to the landmark before.</source>
      <translation>跳到前一个标志点。</translation>
    </message>
    <message>
      <source>Nearest landmark</source>
      <translation>最近标志点</translation>
    </message>
    <message>
      <source>Jump to the landmark nearest to the crosshair.</source>
      <translation>跳到离十字线最近的标志点。</translation>
    </message>
    <message>
      <source>Accept landmark</source>
      <translation>接受标志点</translation>
    </message>
    <message>
      <source>Accept the predicted place; a placed landmark is confirmed and locked.</source>
      <translation>接受预测位置；已放置的标志点将被确认并锁定。</translation>
    </message>
    <message>
      <source>Flag landmark</source>
      <translation>标为存疑</translation>
    </message>
    <message>
      <source>Mark the landmark as doubtful; it counts nowhere.</source>
      <translation>将标志点标为存疑；不计入任何统计。</translation>
    </message>
    <message>
      <source>Delete landmark</source>
      <translation>删除标志点</translation>
    </message>
    <message>
      <source>Move the landmark to the trash.</source>
      <translation>将标志点移入回收站。</translation>
    </message>
    <message>
      <source>Mark at the crosshair</source>
      <translation>在十字线处标记</translation>
    </message>
    <message>
      <source>Put the chosen landmark, or a new one, at the crosshair of the active pane.</source>
      <translation>将所选标志点或新标志点放在当前窗格的十字线处。</translation>
    </message>
    <message>
      <source>Refine landmark</source>
      <translation>精确定位标志点</translation>
    </message>
    <message>
      <source>Move the mark in this volume to where the pictures agree best with its twin.</source>
      <translation>将本图像中的标记移到与其对应点图像最吻合之处。</translation>
    </message>
    <message>
      <source>Next unsure landmark</source>
      <translation>下一不确定标志点</translation>
    </message>
    <message>
      <source>Jump to the next pair that is doubted, else to the next suggestion.</source>
      <translation>跳到下一个存疑点对，若无则跳到下一个建议。</translation>
    </message>
    <message>
      <source>Suggest landmarks</source>
      <translation>建议标志点</translation>
    </message>
    <message>
      <source>Find points worth marking and their twins, in the background; again to stop.</source>
      <translation>在后台寻找值得标记的点及其对应点；再按一次停止。</translation>
    </message>
    <message>
      <source>Accept all proposed pairs</source>
      <translation>接受所有建议点对</translation>
    </message>
    <message>
      <source>Accept every suggestion on which all predictors agree, as one edit.</source>
      <translation>将所有预测方法一致的建议作为一次编辑全部接受。</translation>
    </message>
    <message>
      <source>Show predictors apart</source>
      <translation>分别显示各预测</translation>
    </message>
    <message>
      <source>Show where the pairs (P), the registration (R) and the pictures (I) expect a twin.</source>
      <translation>显示点对 (P)、配准 (R) 和图像 (I) 各自预测的对应点位置。</translation>
    </message>
    <message>
      <source>Good places for landmarks</source>
      <translation>适合放标志点的位置</translation>
    </message>
    <message>
      <source>Tint the places of the fixed volume that make good landmarks.</source>
      <translation>在固定图像中着色显示适合放置标志点的位置。</translation>
    </message>
    <message>
      <source>Distance to the nearest landmark</source>
      <translation>到最近标志点的距离</translation>
    </message>
    <message>
      <source>Tint both volumes by how far the nearest pair is, to see where landmarks are missing.</source>
      <translation>按到最近点对的距离为两个图像着色，以查看何处缺少标志点。</translation>
    </message>
    <message>
      <source>Deleted landmarks…</source>
      <translation>已删除的标志点…</translation>
    </message>
    <message>
      <source>List the deleted landmarks and bring some back.</source>
      <translation>列出已删除的标志点，并恢复其中一些。</translation>
    </message>
    <message>
      <source>Widest gap</source>
      <translation>最大空隙</translation>
    </message>
    <message>
      <source>Jump to the place farthest from all landmarks.</source>
      <translation>跳到离所有标志点最远的位置。</translation>
    </message>
    <message>
      <source>Skip landmark</source>
      <translation>跳过标志点</translation>
    </message>
    <message>
      <source>This landmark cannot be found here; it counts as dealt with.</source>
      <translation>此处找不到该标志点；视为已处理。</translation>
    </message>
    <message>
      <source>Align by the nipple</source>
      <translation>按乳头对齐</translation>
    </message>
    <message>
      <source>Shift one volume onto the other by the nipple: a start before any registration.</source>
      <translation>按乳头将一图像平移到另一图像：作为配准之前的起点。</translation>
    </message>
    <message>
      <source>Put a mix-up right</source>
      <translation>纠正混淆</translation>
    </message>
    <message>
      <source>Exchange marks or names that were mixed up, or give a mark to the landmark that was meant.</source>
      <translation>交换混淆的标记或名称，或把标记交给本来要标的标志点。</translation>
    </message>
    <message>
      <source>Left or right breast…</source>
      <translation>左乳或右乳…</translation>
    </message>
    <message>
      <source>Say which breast the scans show; the clock face names its quadrants by it.</source>
      <translation>说明扫描的是哪一侧乳房；钟面据此给出象限名称。</translation>
    </message>
    <message>
      <source>Draw held-out landmarks…</source>
      <translation>抽取留出标志点…</translation>
    </message>
    <message>
      <source>Decide by lot which pairs drive and which are held out, and seal it.</source>
      <translation>抽签决定哪些点对用于驱动、哪些留出，并封存。</translation>
    </message>
    <message>
      <source>Mark again, blind</source>
      <translation>盲法再次标记</translation>
    </message>
    <message>
      <source>Put a mark of old again without seeing where it was: it measures your own error.</source>
      <translation>在看不到原位置的情况下重新标记旧点：用以测量您自身的误差。</translation>
    </message>
    <message>
      <source>How good are my landmarks?</source>
      <translation>我的标志点质量如何？</translation>
    </message>
    <message>
      <source>Coverage, reliability of the rings, your own error, and whether predictions sway you.</source>
      <translation>覆盖情况、置信环的可靠性、您自身的误差，以及预测是否影响您。</translation>
    </message>
    <message>
      <source>Nudge left</source>
      <translation>向左微调</translation>
    </message>
    <message>
      <source>Move the mark by one voxel.</source>
      <translation>将标记移动一个体素。</translation>
    </message>
    <message>
      <source>Nudge right</source>
      <translation>向右微调</translation>
    </message>
    <message>
      <source>Nudge up</source>
      <translation>向上微调</translation>
    </message>
    <message>
      <source>Nudge down</source>
      <translation>向下微调</translation>
    </message>
    <message>
      <source>Nudge one slice back</source>
      <translation>向后微调一层</translation>
    </message>
    <message>
      <source>Move the mark through the plane.</source>
      <translation>将标记沿层面法向移动。</translation>
    </message>
    <message>
      <source>Nudge one slice on</source>
      <translation>向前微调一层</translation>
    </message>
    <message>
      <source>Nudge left finely</source>
      <translation>向左精细微调</translation>
    </message>
    <message>
      <source>Move the mark by a quarter voxel.</source>
      <translation>将标记移动四分之一体素。</translation>
    </message>
    <message>
      <source>Nudge right finely</source>
      <translation>向右精细微调</translation>
    </message>
    <message>
      <source>Nudge up finely</source>
      <translation>向上精细微调</translation>
    </message>
    <message>
      <source>Nudge down finely</source>
      <translation>向下精细微调</translation>
    </message>
    <message>
      <source>Nudge back finely</source>
      <translation>向后精细微调</translation>
    </message>
    <message>
      <source>Move the mark a quarter slice through the plane.</source>
      <translation>将标记沿层面法向移动四分之一层。</translation>
    </message>
    <message>
      <source>Nudge on finely</source>
      <translation>向前精细微调</translation>
    </message>
    <message>
      <source>Run registration</source>
      <translation>运行配准</translation>
    </message>
    <message>
      <source>Registration</source>
      <translation>配准</translation>
    </message>
    <message>
      <source>Start the chosen method in the background.</source>
      <translation>在后台启动所选方法。</translation>
    </message>
    <message>
      <source>Cancel registration</source>
      <translation>取消配准</translation>
    </message>
    <message>
      <source>Stop the running method.</source>
      <translation>停止正在运行的方法。</translation>
    </message>
    <message>
      <source>Use this result</source>
      <translation>使用此结果</translation>
    </message>
    <message>
      <source>Link both volumes through the chosen result.</source>
      <translation>通过所选结果联动两个图像。</translation>
    </message>
    <message>
      <source>Remove result</source>
      <translation>移除结果</translation>
    </message>
    <message>
      <source>Take the chosen result off the list.</source>
      <translation>将所选结果从列表中移除。</translation>
    </message>
    <message>
      <source>Both native</source>
      <translation>原始双图</translation>
    </message>
    <message>
      <source>Overlay</source>
      <translation>叠加显示</translation>
    </message>
    <message>
      <source>Both volumes as they were scanned; the cursor follows through the registration.</source>
      <translation>两个图像均按扫描原样显示；光标通过配准联动。</translation>
    </message>
    <message>
      <source>Blend</source>
      <translation>融合</translation>
    </message>
    <message>
      <source>Mix both volumes.</source>
      <translation>混合两个图像。</translation>
    </message>
    <message>
      <source>Two colours</source>
      <translation>双色</translation>
    </message>
    <message>
      <source>Fixed in green, moving in magenta; grey where they agree.</source>
      <translation>固定图像为绿色，浮动图像为洋红色；一致处为灰色。</translation>
    </message>
    <message>
      <source>Checkerboard</source>
      <translation>棋盘格</translation>
    </message>
    <message>
      <source>Fixed and moving in turn, tile by tile.</source>
      <translation>固定与浮动图像逐格交替。</translation>
    </message>
    <message>
      <source>Wipe</source>
      <translation>卷帘</translation>
    </message>
    <message>
      <source>Fixed on one side of the mouse, moving on the other.</source>
      <translation>鼠标一侧为固定图像，另一侧为浮动图像。</translation>
    </message>
    <message>
      <source>Edges</source>
      <translation>边缘</translation>
    </message>
    <message>
      <source>The borders of the moving volume over the fixed one.</source>
      <translation>将浮动图像的边界叠加在固定图像上。</translation>
    </message>
    <message>
      <source>Difference</source>
      <translation>差异</translation>
    </message>
    <message>
      <source>Where one volume is brighter for its surroundings; fit for speckle.</source>
      <translation>显示相对周围哪个图像更亮；适用于散斑图像。</translation>
    </message>
    <message>
      <source>Flicker</source>
      <translation>闪烁</translation>
    </message>
    <message>
      <source>Fixed and moving in turn.</source>
      <translation>固定与浮动图像轮流显示。</translation>
    </message>
    <message>
      <source>Show moving while held</source>
      <translation>按住显示浮动图像</translation>
    </message>
    <message>
      <source>Hold to see the moving volume.</source>
      <translation>按住以查看浮动图像。</translation>
    </message>
    <message>
      <source>More of the moving volume</source>
      <translation>增加浮动图像比例</translation>
    </message>
    <message>
      <source>Raise the opacity.</source>
      <translation>提高不透明度。</translation>
    </message>
    <message>
      <source>Less of the moving volume</source>
      <translation>减少浮动图像比例</translation>
    </message>
    <message>
      <source>Lower the opacity.</source>
      <translation>降低不透明度。</translation>
    </message>
    <message>
      <source>Other colours</source>
      <translation>更换颜色</translation>
    </message>
    <message>
      <source>Green and magenta, or orange and blue.</source>
      <translation>绿色与洋红色，或橙色与蓝色。</translation>
    </message>
    <message>
      <source>Larger or faster</source>
      <translation>更大或更快</translation>
    </message>
    <message>
      <source>Larger tiles, a larger loupe, or a faster flicker.</source>
      <translation>增大方格、增大放大镜或加快闪烁。</translation>
    </message>
    <message>
      <source>Smaller or slower</source>
      <translation>更小或更慢</translation>
    </message>
    <message>
      <source>Smaller tiles, a smaller loupe, or a slower flicker.</source>
      <translation>减小方格、减小放大镜或减慢闪烁。</translation>
    </message>
    <message>
      <source>Other wipe</source>
      <translation>更换卷帘方式</translation>
    </message>
    <message>
      <source>Upright, level, cross, or a loupe.</source>
      <translation>竖直、水平、十字或放大镜。</translation>
    </message>
    <message>
      <source>Show deformation</source>
      <translation>显示形变</translation>
    </message>
    <message>
      <source>Grid, arrows, maps of distance, volume change, strain and error, or nothing, one after the other.</source>
      <translation>依次显示网格、箭头、位移图、体积变化图、应变图和误差图，或不显示。</translation>
    </message>
    <message>
      <source>Next loop</source>
      <translation>下一环路</translation>
    </message>
    <message>
      <source>Another loop of registered pairs for the loop map, where this pair is part of several.</source>
      <translation>当此图像对属于多个环路时，为环路图另选一个已配准图像对的环路。</translation>
    </message>
    <message>
      <source>Compare results</source>
      <translation>比较结果</translation>
    </message>
    <message>
      <source>Up to four results of this pair side by side, with their figures.</source>
      <translation>并排显示此图像对的最多四个结果及其数据。</translation>
    </message>
    <message>
      <source>Turn moving slices along</source>
      <translation>浮动层面随配准转动</translation>
    </message>
    <message>
      <source>Let the moving volume's slices follow the registration in orientation, not in position only.</source>
      <translation>让浮动图像的层面不仅在位置上，也在方向上跟随配准。</translation>
    </message>
    <message>
      <source>Through the registration</source>
      <translation>通过配准显示</translation>
    </message>
    <message>
      <source>Switch between the aligned volumes and the way they were scanned.</source>
      <translation>在对齐后的图像与扫描原样之间切换。</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>帮助</translation>
    </message>
    <message>
      <source>Help on the tool at hand.</source>
      <translation>当前工具的帮助。</translation>
    </message>
    <message>
      <source>Keys and mouse</source>
      <translation>键盘与鼠标</translation>
    </message>
    <message>
      <source>All keys that work here.</source>
      <translation>此处可用的全部按键。</translation>
    </message>
    <message>
      <source>Command palette…</source>
      <translation>命令面板…</translation>
    </message>
    <message>
      <source>Find any command by name.</source>
      <translation>按名称查找任何命令。</translation>
    </message>
    <message>
      <source>Language / 语言…</source>
      <translation>语言 / Language…</translation>
    </message>
    <message>
      <source>Show the window in English or Chinese; it opens again at once where you are.</source>
      <translation>以英文或中文显示窗口；窗口会立即在当前位置重新打开。</translation>
    </message>
    <message>
      <source>Show log files</source>
      <translation>显示运行日志</translation>
    </message>
    <message>
      <source>Open the folder with the program's log.</source>
      <translation>打开程序运行日志所在的文件夹。</translation>
    </message>
    <message>
      <source>About Sonolign</source>
      <translation>关于 Sonolign</translation>
    </message>
    <message>
      <source>Version and licence.</source>
      <translation>版本与许可。</translation>
    </message>
    <message>
      <source>Wheel</source>
      <translation>滚轮</translation>
    </message>
    <message>
      <source>Zoom at the pointer</source>
      <translation>以指针为中心缩放</translation>
    </message>
    <message>
      <source>Ctrl+wheel, or right-drag</source>
      <translation>Ctrl+滚轮，或右键拖动</translation>
    </message>
    <message>
      <source>Pan</source>
      <translation>平移</translation>
    </message>
    <message>
      <source>Middle-drag, or Space+left-drag</source>
      <translation>中键拖动，或 Space+左键拖动</translation>
    </message>
    <message>
      <source>Window and level</source>
      <translation>窗宽窗位</translation>
    </message>
    <message>
      <source>W+left-drag</source>
      <translation>W+左键拖动</translation>
    </message>
    <message>
      <source>Left-drag</source>
      <translation>左键拖动</translation>
    </message>
    <message>
      <source>Crosshair here</source>
      <translation>十字线移到此处</translation>
    </message>
    <message>
      <source>Shift+move; click with Navigate</source>
      <translation>Shift+移动；导航工具下单击</translation>
    </message>
    <message>
      <source>Maximise a pane</source>
      <translation>最大化窗格</translation>
    </message>
    <message>
      <source>Double-click</source>
      <translation>双击</translation>
    </message>
    <message>
      <source>Brush size</source>
      <translation>画笔大小</translation>
    </message>
    <message>
      <source>Shift+wheel</source>
      <translation>Shift+滚轮</translation>
    </message>
    <message>
      <source>Opacity, size or rate of the overlay</source>
      <translation>叠加的不透明度、大小或速度</translation>
    </message>
    <message>
      <source>Alt+wheel</source>
      <translation>Alt+滚轮</translation>
    </message>
    <message>
      <source>Erase while painting</source>
      <translation>涂画时擦除</translation>
    </message>
    <message>
      <source>Hold Ctrl</source>
      <translation>按住 Ctrl</translation>
    </message>
    <message>
      <source>Answer an outline or a proposal</source>
      <translation>处理轮廓或提议</translation>
    </message>
    <message>
      <source>Enter keeps, Esc drops, Backspace takes a corner back</source>
      <translation>Enter 保留，Esc 放弃，Backspace 退回一个角点</translation>
    </message>
    <message>
      <source>Cancel the drag, then the tool</source>
      <translation>先取消拖动，再取消工具</translation>
    </message>
    <message>
      <source>Esc</source>
      <translation>Esc</translation>
    </message>
    <message>
      <source>Choose a landmark first.</source>
      <translation>请先选择标志点。</translation>
    </message>
    <message>
      <source>This case is open for editing in another window; here it can only be looked at.</source>
      <translation>此病例正在另一窗口中编辑；此处只能查看。</translation>
    </message>
    <message>
      <source>There is no region in this volume; drag one with the region tool.</source>
      <translation>此图像中没有区域；请用区域工具拖出。</translation>
    </message>
    <message>
      <source>The label table is empty; add a label first.</source>
      <translation>标签表为空；请先添加标签。</translation>
    </message>
    <message>
      <source>{name} went to the trash; Undo brings it back.</source>
      <translation>{name} 已移入回收站；“撤销”可取回。</translation>
    </message>
    <message>
      <source>{name} is confirmed already.</source>
      <translation>{name} 已经确认。</translation>
    </message>
    <message>
      <source>{name} is not placed in either volume yet.</source>
      <translation>{name} 在两个图像中均未放置。</translation>
    </message>
    <message>
      <source>{name} is confirmed and locked.</source>
      <translation>{name} 已确认并锁定。</translation>
    </message>
    <message>
      <source>{name} has no mark in this volume.</source>
      <translation>{name} 在此图像中没有标记。</translation>
    </message>
    <message>
      <source>{path} cannot be written.</source>
      <translation>无法写入 {path}。</translation>
    </message>
    <message>
      <source>Method</source>
      <translation>方法</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>结果</translation>
    </message>
    <message>
      <source>Error before → after</source>
      <translation>误差：配准前 → 后</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>时间</translation>
    </message>
    <message>
      <source>Why</source>
      <translation>原因</translation>
    </message>
    <message>
      <source>{name}  ·  {state}  ·  {result}</source>
      <translation>{name}  ·  {state}  ·  {result}</translation>
    </message>
    <message>
      <source>no registration</source>
      <translation>未使用配准</translation>
    </message>
    <message>
      <source>Run on several cases</source>
      <translation>批量运行</translation>
    </message>
    <message>
      <source>A batch is running; stop it first.</source>
      <translation>批处理正在运行；请先停止。</translation>
    </message>
    <message>
      <source>The method is being loaded.</source>
      <translation>正在载入该方法。</translation>
    </message>
    <message>
      <source>Tick at least one case.</source>
      <translation>请至少勾选一个病例。</translation>
    </message>
    <message>
      <source>Filter: part of a name, state or note</source>
      <translation>筛选：名称、状态或备注的一部分</translation>
    </message>
    <message>
      <source>Named settings of the method.</source>
      <translation>该方法的命名设置。</translation>
    </message>
    <message>
      <source>automatic</source>
      <translation>自动</translation>
    </message>
    <message>
      <source>How many processor threads the method may use.</source>
      <translation>该方法可使用的处理器线程数。</translation>
    </message>
    <message>
      <source>Run</source>
      <translation>运行</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>Copy table</source>
      <translation>复制表格</translation>
    </message>
    <message>
      <source>Put the table on the clipboard, for a spreadsheet.</source>
      <translation>将表格复制到剪贴板，供电子表格使用。</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>关闭</translation>
    </message>
    <message>
      <source>Double-click or Enter shows the case.</source>
      <translation>双击或按 Enter 显示该病例。</translation>
    </message>
    <message>
      <source>{n} of {all} cases ticked</source>
      <translation>已勾选 {n} / {all} 个病例</translation>
    </message>
    <message>
      <source>{n} of {all}</source>
      <translation>{n} / {all}</translation>
    </message>
    <message>
      <source>✕ failed</source>
      <translation>✕ 失败</translation>
    </message>
    <message>
      <source>{verdict}, was there already</source>
      <translation>{verdict}，已有结果</translation>
    </message>
    <message>
      <source>Copied</source>
      <translation>已复制</translation>
    </message>
    <message>
      <source>Preset</source>
      <translation>预设</translation>
    </message>
    <message>
      <source>Threads</source>
      <translation>线程</translation>
    </message>
    <message>
      <source>Results</source>
      <translation>结果</translation>
    </message>
    <message>
      <source>Register the ticked cases, one after another.</source>
      <translation>依次配准已勾选的病例。</translation>
    </message>
    <message>
      <source>Stop the batch; what has ended is kept.</source>
      <translation>停止批处理；已结束的予以保留。</translation>
    </message>
    <message>
      <source>Nothing is running.</source>
      <translation>没有正在运行的任务。</translation>
    </message>
    <message>
      <source>Stopping…</source>
      <translation>正在停止…</translation>
    </message>
    <message>
      <source>Nothing has run yet. A case that has a result with the same settings already is left out.</source>
      <translation>尚未运行。已有相同设置结果的病例会略过。</translation>
    </message>
    <message>
      <source>All shown</source>
      <translation>所有显示的</translation>
    </message>
    <message>
      <source>Tick all cases that the filter shows.</source>
      <translation>勾选筛选出的所有病例。</translation>
    </message>
    <message>
      <source>None</source>
      <translation>全不选</translation>
    </message>
    <message>
      <source>Tick no case.</source>
      <translation>取消所有勾选。</translation>
    </message>
    <message>
      <source>Without a result</source>
      <translation>没有结果的</translation>
    </message>
    <message>
      <source>Tick the shown cases that have no registration yet.</source>
      <translation>勾选所显示病例中尚无配准的。</translation>
    </message>
    <message>
      <source>Unfinished</source>
      <translation>未完成的</translation>
    </message>
    <message>
      <source>Tick the shown cases that are not done.</source>
      <translation>勾选所显示病例中未完成的。</translation>
    </message>
    <message>
      <source>default</source>
      <translation>默认</translation>
    </message>
    <message>
      <source>Registering {n} cases</source>
      <translation>正在配准 {n} 个病例</translation>
    </message>
    <message>
      <source>{n} registrations ended: {none} without a result, {bad} with the verdict FAIL.</source>
      <translation>{n} 个配准已结束：{none} 个没有结果，{bad} 个判为不合格。</translation>
    </message>
    <message>
      <source>The window was closed before the result could be listed.</source>
      <translation>结果列出之前窗口已关闭。</translation>
    </message>
    <message>
      <source>Stopped. What had ended is kept; the same again goes on from here.</source>
      <translation>已停止。已结束的予以保留；再次运行会由此继续。</translation>
    </message>
    <message>
      <source>Picture with black rectangles</source>
      <translation>带黑色矩形的图像</translation>
    </message>
    <message>
      <source>Drag over text to black it out in all pictures of this volume. Keys: Ins adds a rectangle, Space takes the next one, arrows move it, Shift+arrows size it, Ctrl is faster, Del removes it</source>
      <translation>在文字上拖动，即可在此体数据的所有图像中将其涂黑。按键：Ins 添加矩形，Space 选下一个，方向键移动，Shift+方向键调整大小，加 Ctrl 更快，Del 移除</translation>
    </message>
    <message>
      <source>View {n}</source>
      <translation>视图 {n}</translation>
    </message>
    <message>
      <source>Bookmarked as {name}; O goes to the next one, Ctrl+Shift+B lists them.</source>
      <translation>已存为书签 {name}；按 O 转到下一个，Ctrl+Shift+B 列出全部。</translation>
    </message>
    <message>
      <source>There are no bookmarks yet; Ctrl+D makes one.</source>
      <translation>还没有书签；按 Ctrl+D 建立。</translation>
    </message>
    <message>
      <source>Views of this case that you keep. A double click shows one; deleting can be undone.</source>
      <translation>您为此病例保存的视图。双击显示；删除可以撤销。</translation>
    </message>
    <message>
      <source>Bookmarks</source>
      <translation>书签</translation>
    </message>
    <message>
      <source>Nobody has said so yet; until then no quadrant is named.</source>
      <translation>还没有人说明；在此之前不给出象限名称。</translation>
    </message>
    <message>
      <source>They are said to show the left breast now.</source>
      <translation>目前记录为左乳。</translation>
    </message>
    <message>
      <source>They are said to show the right breast now.</source>
      <translation>目前记录为右乳。</translation>
    </message>
    <message>
      <source>Left or right breast</source>
      <translation>左乳或右乳</translation>
    </message>
    <message>
      <source>Which breast do these scans show?</source>
      <translation>这些扫描显示的是哪一侧乳房？</translation>
    </message>
    <message>
      <source>&amp;Left breast</source>
      <translation>左乳(&amp;L)</translation>
    </message>
    <message>
      <source>&amp;Right breast</source>
      <translation>右乳(&amp;R)</translation>
    </message>
    <message>
      <source>disc</source>
      <translation>圆盘</translation>
    </message>
    <message>
      <source>Disc</source>
      <translation>圆盘</translation>
    </message>
    <message>
      <source>sphere</source>
      <translation>球体</translation>
    </message>
    <message>
      <source>Sphere</source>
      <translation>球体</translation>
    </message>
    <message>
      <source>Inside {name}</source>
      <translation>仅在 {name} 内</translation>
    </message>
    <message>
      <source>Open a case first.</source>
      <translation>请先打开病例。</translation>
    </message>
    <message>
      <source>choose Paint or another drawing tool first.</source>
      <translation>请先选择涂画或其他绘制工具。</translation>
    </message>
    <message>
      <source>From press</source>
      <translation>由按下处定</translation>
    </message>
    <message>
      <source>3D</source>
      <translation>3D</translation>
    </message>
    <message>
      <source>Over all</source>
      <translation>覆盖全部</translation>
    </message>
    <message>
      <source>Over nothing</source>
      <translation>不覆盖</translation>
    </message>
    <message>
      <source>Inside several…</source>
      <translation>仅在多个标签内…</translation>
    </message>
    <message>
      <source> mm</source>
      <translation> mm</translation>
    </message>
    <message>
      <source>Brush</source>
      <translation>画笔</translation>
    </message>
    <message>
      <source>Brush radius</source>
      <translation>画笔半径</translation>
    </message>
    <message>
      <source>Radius of the brush; Shift+wheel, + and - change it too</source>
      <translation>画笔半径；Shift+滚轮、+ 和 - 也可更改</translation>
    </message>
    <message>
      <source>Brush shape</source>
      <translation>画笔形状</translation>
    </message>
    <message>
      <source>A disc paints one slice, a sphere paints in depth too</source>
      <translation>圆盘只画一层，球体同时画入深度方向</translation>
    </message>
    <message>
      <source>Range from press</source>
      <translation>亮度范围由按下处定</translation>
    </message>
    <message>
      <source>The range of brightness follows each press; without it, it stays as it is set</source>
      <translation>亮度范围随每次按下而定；否则保持设定值</translation>
    </message>
    <message>
      <source>Darkest</source>
      <translation>最暗</translation>
    </message>
    <message>
      <source>The darkest grey value that is painted</source>
      <translation>可涂画的最暗灰度值</translation>
    </message>
    <message>
      <source>Brightest</source>
      <translation>最亮</translation>
    </message>
    <message>
      <source>The brightest grey value that is painted</source>
      <translation>可涂画的最亮灰度值</translation>
    </message>
    <message>
      <source>Tolerance</source>
      <translation>容差</translation>
    </message>
    <message>
      <source>By how many grey values a filled place may differ; drag right or left while filling changes it</source>
      <translation>填充处的灰度值允许相差多少；填充时左右拖动可更改</translation>
    </message>
    <message>
      <source>Fill in space</source>
      <translation>三维填充</translation>
    </message>
    <message>
      <source>Fill through the slices, up to 25 mm around; else this slice</source>
      <translation>跨层填充，周围最多 25 mm；否则仅填充本层</translation>
    </message>
    <message>
      <source>Label to paint with</source>
      <translation>涂画所用标签</translation>
    </message>
    <message>
      <source>The label to paint with; , and . go through the table</source>
      <translation>涂画所用标签；按 , 和 . 可在表中切换</translation>
    </message>
    <message>
      <source>What may be drawn over</source>
      <translation>允许覆盖的内容</translation>
    </message>
    <message>
      <source>Draw over everything, only where nothing is drawn, or only inside chosen labels; locked labels stay</source>
      <translation>覆盖所有内容、仅画在空白处，或仅画在所选标签内；锁定的标签不受影响</translation>
    </message>
    <message>
      <source>Where nothing is drawn</source>
      <translation>仅空白处</translation>
    </message>
    <message>
      <source>Inside {n} chosen</source>
      <translation>在所选 {n} 个标签内</translation>
    </message>
    <message>
      <source>No study is open.</source>
      <translation>没有打开的研究项目。</translation>
    </message>
    <message>
      <source>The study has no case yet.</source>
      <translation>研究项目中还没有病例。</translation>
    </message>
    <message>
      <source>This is the last case.</source>
      <translation>这是最后一个病例。</translation>
    </message>
    <message>
      <source>This is the first case.</source>
      <translation>这是第一个病例。</translation>
    </message>
    <message>
      <source>Undo {edit}</source>
      <translation>撤销 {edit}</translation>
    </message>
    <message>
      <source>Redo {edit}</source>
      <translation>重做 {edit}</translation>
    </message>
    <message>
      <source>This is open for editing in another window.</source>
      <translation>此内容正在另一窗口中编辑。</translation>
    </message>
    <message>
      <source>Nothing to undo.</source>
      <translation>没有可撤销的内容。</translation>
    </message>
    <message>
      <source>Nothing to redo.</source>
      <translation>没有可重做的内容。</translation>
    </message>
    <message>
      <source>No case is open.</source>
      <translation>没有打开的病例。</translation>
    </message>
    <message>
      <source>No registration is in use, so there is no alignment to accept.</source>
      <translation>没有正在使用的配准，因此没有可接受的对齐。</translation>
    </message>
    <message>
      <source>No other case is unfinished.</source>
      <translation>没有其他未完成的病例。</translation>
    </message>
    <message>
      <source>State</source>
      <translation>状态</translation>
    </message>
    <message>
      <source>Decision</source>
      <translation>决定</translation>
    </message>
    <message>
      <source>Landmarks</source>
      <translation>标志点</translation>
    </message>
    <message>
      <source>cannot be read</source>
      <translation>无法读取</translation>
    </message>
    <message>
      <source>{placed} of {wanted}</source>
      <translation>{placed} / {wanted}</translation>
    </message>
    <message>
      <source>No case yet. Import two volumes to begin.</source>
      <translation>还没有病例。请先导入两个图像。</translation>
    </message>
    <message>
      <source>Open or create a study first.</source>
      <translation>请先打开或新建研究项目。</translation>
    </message>
    <message>
      <source>The case list is open for editing in another window.</source>
      <translation>病例列表正在另一窗口中编辑。</translation>
    </message>
    <message>
      <source>Case {id} is in the study.</source>
      <translation>病例 {id} 已在研究项目中。</translation>
    </message>
    <message>
      <source>The geometry of case {id} is stored with your name.</source>
      <translation>病例 {id} 的几何信息已以您的姓名保存。</translation>
    </message>
    <message>
      <source>Drop two volumes, DICOM folders or a study folder here</source>
      <translation>将两个图像、DICOM 文件夹或研究项目文件夹拖放到此处</translation>
    </message>
    <message>
      <source>NIfTI, NRRD, MetaImage or DICOM; the first one is the fixed volume</source>
      <translation>NIfTI、NRRD、MetaImage 或 DICOM；第一个为固定图像</translation>
    </message>
    <message>
      <source>{done} of {all} done</source>
      <translation>已完成 {done} / {all}</translation>
    </message>
    <message>
      <source>Recent studies</source>
      <translation>最近的研究项目</translation>
    </message>
    <message>
      <source>There is no loop: no three registered pairs of this study share their scans.</source>
      <translation>没有环路：本研究项目中没有三个已配准图像对首尾共用扫描。</translation>
    </message>
    <message>
      <source>There is one loop only.</source>
      <translation>只有一个环路。</translation>
    </message>
    <message>
      <source>Accept</source>
      <translation>接受</translation>
    </message>
    <message>
      <source>The alignment holds: this is the same place in both volumes.</source>
      <translation>对齐成立：两个图像中是同一位置。</translation>
    </message>
    <message>
      <source>Needs work</source>
      <translation>需返工</translation>
    </message>
    <message>
      <source>Partly right; register again or correct it.</source>
      <translation>部分正确；请重新配准或修正。</translation>
    </message>
    <message>
      <source>Reject</source>
      <translation>拒绝</translation>
    </message>
    <message>
      <source>The alignment is wrong.</source>
      <translation>对齐有误。</translation>
    </message>
    <message>
      <source>The registration through which both volumes are linked.</source>
      <translation>用于联动两个图像的配准。</translation>
    </message>
    <message>
      <source>What the image content around the crosshair says, looked at whenever it rests.</source>
      <translation>十字线周围图像内容给出的信息，每次停留时查看。</translation>
    </message>
    <message>
      <source>Comment (optional)</source>
      <translation>备注（可选）</translation>
    </message>
    <message>
      <source>Why you decide so; it is saved with the decision.</source>
      <translation>您作此决定的理由；随决定一并保存。</translation>
    </message>
    <message>
      <source>No registration (as scanned)</source>
      <translation>不使用配准（扫描原样）</translation>
    </message>
    <message>
      <source>Checks</source>
      <translation>检查项</translation>
    </message>
    <message>
      <source>At the crosshair</source>
      <translation>十字线处</translation>
    </message>
    <message>
      <source>Your decision</source>
      <translation>您的决定</translation>
    </message>
    <message>
      <source>The volumes are shown as they were scanned. Run a registration in Register.</source>
      <translation>图像按扫描原样显示。请在“配准”中运行配准。</translation>
    </message>
    <message>
      <source>Hide the checks that passed</source>
      <translation>隐藏已通过的检查项</translation>
    </message>
    <message>
      <source>{n} checks passed: show</source>
      <translation>{n} 项检查已通过：显示</translation>
    </message>
    <message>
      <source>Not decided yet.</source>
      <translation>尚未决定。</translation>
    </message>
    <message>
      <source> By {name}, {moment}.</source>
      <translation>（{name}，{moment}）</translation>
    </message>
    <message>
      <source>Decided: {decision}.</source>
      <translation>已决定：{decision}。</translation>
    </message>
    <message>
      <source>Only the blend has an opacity; choose Blend first.</source>
      <translation>只有融合方式有不透明度；请先选择“融合”。</translation>
    </message>
    <message>
      <source>Only tiles, the loupe and the flicker have a size or a rate; choose one of them first.</source>
      <translation>只有棋盘格、放大镜和闪烁有大小或速度；请先选择其中之一。</translation>
    </message>
    <message>
      <source>Only the loupe has a size; choose it first.</source>
      <translation>只有放大镜有大小；请先选择放大镜。</translation>
    </message>
    <message>
      <source>Only two colours, edges and difference are coloured; choose one of them first.</source>
      <translation>只有双色、边缘和差异带颜色；请先选择其中之一。</translation>
    </message>
    <message>
      <source>Choose Wipe first.</source>
      <translation>请先选择“卷帘”。</translation>
    </message>
    <message>
      <source>There is no registration result yet; run a method in Register.</source>
      <translation>还没有配准结果；请在“配准”中运行某种方法。</translation>
    </message>
    <message>
      <source>There is no registration in use; run one in Register, or switch it on with T.</source>
      <translation>没有正在使用的配准；请在“配准”中运行，或按 T 启用。</translation>
    </message>
    <message>
      <source>Usual columns</source>
      <translation>常用列</translation>
    </message>
    <message>
      <source>Command palette</source>
      <translation>命令面板</translation>
    </message>
    <message>
      <source>Type a command</source>
      <translation>输入命令</translation>
    </message>
    <message>
      <source>Coronal</source>
      <translation>冠状面</translation>
    </message>
    <message>
      <source>Transverse</source>
      <translation>横断面</translation>
    </message>
    <message>
      <source>Sagittal</source>
      <translation>矢状面</translation>
    </message>
    <message>
      <source>Which plane is compared; the crosshair stays where it is.</source>
      <translation>比较哪个平面；十字线位置不变。</translation>
    </message>
    <message>
      <source>The result that this column shows.</source>
      <translation>此列显示的结果。</translation>
    </message>
    <message>
      <source>Use</source>
      <translation>使用</translation>
    </message>
    <message>
      <source>Link both volumes through this result; then accept or reject it at the right.</source>
      <translation>通过此结果联动两个图像；然后在右侧接受或拒绝。</translation>
    </message>
    <message>
      <source>Plane</source>
      <translation>平面</translation>
    </message>
    <message>
      <source>Run several methods in Register to compare them here.</source>
      <translation>在“配准”中运行多种方法，即可在此比较。</translation>
    </message>
    <message>
      <source>In use</source>
      <translation>使用中</translation>
    </message>
    <message>
      <source>Something went wrong</source>
      <translation>出现问题</translation>
    </message>
    <message>
      <source>The program met an error it did not expect. Your edits are saved and you can go on. If it happens again, copy the details and send them to whoever looks after the program.</source>
      <translation>程序遇到了意外错误。您的编辑已保存，可以继续工作。如再次出现，请复制详细信息并发给负责维护本程序的人员。</translation>
    </message>
    <message>
      <source>Copy details</source>
      <translation>复制详细信息</translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>继续</translation>
    </message>
    <message>
      <source>Also in {file}</source>
      <translation>详情也保存在 {file}</translation>
    </message>
    <message>
      <source>Only one pane is shown.</source>
      <translation>只显示了一个窗格。</translation>
    </message>
    <message>
      <source>{n} mm grid, without the shift of {mm} mm</source>
      <translation>{n} mm 网格，已去除 {mm} mm 的平移</translation>
    </message>
    <message>
      <source>moved, mm</source>
      <translation>位移，mm</translation>
    </message>
    <message>
      <source>volume</source>
      <translation>体积</translation>
    </message>
    <message>
      <source>strain</source>
      <translation>应变</translation>
    </message>
    <message>
      <source>to the moving volume, × {factor}</source>
      <translation>指向浮动图像，× {factor}</translation>
    </message>
    <message>
      <source>Element</source>
      <translation>数据元素</translation>
    </message>
    <message>
      <source>In the file</source>
      <translation>文件中</translation>
    </message>
    <message>
      <source>In the study</source>
      <translation>研究项目中</translation>
    </message>
    <message>
      <source>Key file</source>
      <translation>对照文件</translation>
    </message>
    <message>
      <source>Look at all pictures and say that no text is left in them.</source>
      <translation>请查看所有图像，并确认其中没有遗留文字。</translation>
    </message>
    <message>
      <source>none: nobody can find the patient again</source>
      <translation>无：任何人都无法再找回患者</translation>
    </message>
    <message>
      <source>A file outside the study that leads from pseudonyms back to patients. With the same key file, a patient who comes again gets the same pseudonym and the same shift of dates.</source>
      <translation>研究项目之外的文件，可由假名查回患者。使用同一对照文件时，再次就诊的患者会得到相同的假名和相同的日期偏移。</translation>
    </message>
    <message>
      <source>The files name two different patients: is this the right pair?</source>
      <translation>这些文件涉及两名不同患者：图像对是否正确？</translation>
    </message>
    <message>
      <source>Of {all} elements, {kept} leave a trace in the study, {removed} are removed. Pixels are kept.</source>
      <translation>共 {all} 个数据元素，{kept} 个在研究项目中留有痕迹，{removed} 个被删除。像素予以保留。</translation>
    </message>
    <message>
      <source>Pseudonym</source>
      <translation>假名</translation>
    </message>
    <message>
      <source>What the patient is called in the study; not a name or hospital number.</source>
      <translation>患者在研究项目中的称呼；不得是姓名或住院号。</translation>
    </message>
    <message>
      <source>Patient in the files</source>
      <translation>文件中的患者</translation>
    </message>
    <message>
      <source>Fixed volume</source>
      <translation>固定图像</translation>
    </message>
    <message>
      <source>Moving volume</source>
      <translation>浮动图像</translation>
    </message>
    <message>
      <source>nobody is named</source>
      <translation>未记名</translation>
    </message>
    <message>
      <source>Previous picture</source>
      <translation>上一幅图像</translation>
    </message>
    <message>
      <source>Next picture</source>
      <translation>下一幅图像</translation>
    </message>
    <message>
      <source>Add rectangle</source>
      <translation>添加矩形</translation>
    </message>
    <message>
      <source>Remove rectangle</source>
      <translation>移除矩形</translation>
    </message>
    <message>
      <source>Same in the other volume</source>
      <translation>另一图像同样处理</translation>
    </message>
    <message>
      <source>I looked at all pictures: no text is left that tells who the patient is</source>
      <translation>我已查看所有图像：没有遗留可识别患者身份的文字</translation>
    </message>
    <message>
      <source>Key: Page Up</source>
      <translation>按键：Page Up</translation>
    </message>
    <message>
      <source>This is the first picture.</source>
      <translation>这是第一幅图像。</translation>
    </message>
    <message>
      <source>Key: Page Down</source>
      <translation>按键：Page Down</translation>
    </message>
    <message>
      <source>This is the last picture.</source>
      <translation>这是最后一幅图像。</translation>
    </message>
    <message>
      <source>Black out a part of all pictures of this volume. Key: Ins in the picture</source>
      <translation>将此体数据所有图像的一部分涂黑。按键：在图像中按 Ins</translation>
    </message>
    <message>
      <source>Key: Del in the picture</source>
      <translation>按键：在图像中按 Del</translation>
    </message>
    <message>
      <source>Click on a rectangle first.</source>
      <translation>请先单击一个矩形。</translation>
    </message>
    <message>
      <source>Take the last change of the rectangles back. Key: Ctrl+Z</source>
      <translation>撤回对矩形的上一次更改。按键：Ctrl+Z</translation>
    </message>
    <message>
      <source>Nothing was changed yet.</source>
      <translation>尚未更改任何内容。</translation>
    </message>
    <message>
      <source>Draw these rectangles in the other volume too.</source>
      <translation>在另一图像中也画上这些矩形。</translation>
    </message>
    <message>
      <source>Your name and the time are kept with the case.</source>
      <translation>您的姓名和时间将随病例保存。</translation>
    </message>
    <message>
      <source>Look at all pictures first; {left} are left.</source>
      <translation>请先查看所有图像；还剩 {left} 幅。</translation>
    </message>
    <message>
      <source>{n} of {all}: {side}, {what}</source>
      <translation>{n} / {all}：{side}，{what}</translation>
    </message>
    <message>
      <source>Draw a rectangle first.</source>
      <translation>请先画一个矩形。</translation>
    </message>
    <message>
      <source>The other volume is not DICOM.</source>
      <translation>另一图像不是 DICOM。</translation>
    </message>
    <message>
      <source>Your work is saved under this name, apart from that of other readers:</source>
      <translation>您的工作以此姓名保存，与其他阅片者的分开：</translation>
    </message>
    <message>
      <source>Open study folder</source>
      <translation>打开研究项目文件夹</translation>
    </message>
    <message>
      <source>Choose the fixed and the moving volume</source>
      <translation>选择固定图像和浮动图像</translation>
    </message>
    <message>
      <source>Reader</source>
      <translation>阅片者</translation>
    </message>
    <message>
      <source>Unnamed study</source>
      <translation>未命名的研究项目</translation>
    </message>
    <message>
      <source>This study has no name yet.</source>
      <translation>此研究项目还没有名称。</translation>
    </message>
    <message>
      <source>It is saved. Give it a place of its own, or keep it among the recent studies.</source>
      <translation>已保存。可为其指定位置，或保留在最近的研究项目中。</translation>
    </message>
    <message>
      <source>Save as…</source>
      <translation>另存为…</translation>
    </message>
    <message>
      <source>Keep unnamed</source>
      <translation>保持未命名</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>取消</translation>
    </message>
    <message>
      <source>Volumes</source>
      <translation>图像</translation>
    </message>
    <message>
      <source>All files</source>
      <translation>所有文件</translation>
    </message>
    <message>
      <source>This is open for editing in another window; here it can only be looked at.</source>
      <translation>此内容正在另一窗口中编辑；此处只能查看。</translation>
    </message>
    <message>
      <source>Can this be believed?</source>
      <translation>这可信吗？</translation>
    </message>
    <message>
      <source>Predicted from the pictures, calibrated on simulated scans; only held-out landmarks measure an error. Click a zone to go to its worst place.</source>
      <translation>由图像预测，经模拟扫描标定；只有留出标志点才能测量误差。单击区域可转到其最差位置。</translation>
    </message>
    <message>
      <source>Hide the calm zones</source>
      <translation>隐藏无问题的区域</translation>
    </message>
    <message>
      <source>{n} zones need no look: show</source>
      <translation>{n} 个区域无需查看：显示</translation>
    </message>
    <message>
      <source>Held to {mean:g} mm mean, {largest:g} mm largest ({source}).</source>
      <translation>判定依据：平均 {mean:g} mm，最大 {largest:g} mm（{source}）。</translation>
    </message>
    <message>
      <source>The error of this result was not predicted.</source>
      <translation>未预测此结果的误差。</translation>
    </message>
    <message>
      <source>Scans</source>
      <translation>扫描</translation>
    </message>
    <message>
      <source>Labels</source>
      <translation>标签</translation>
    </message>
    <message>
      <source>Warped scan</source>
      <translation>变形后的扫描</translation>
    </message>
    <message>
      <source>Export from {study}</source>
      <translation>从 {study} 导出</translation>
    </message>
    <message>
      <source>of the fixed scan</source>
      <translation>与固定扫描相同</translation>
    </message>
    <message>
      <source>over the fixed scan, with equal spacing</source>
      <translation>覆盖固定扫描，等间距</translation>
    </message>
    <message>
      <source>Grey values are interpolated; labels take the nearest voxel, always.</source>
      <translation>灰度值用插值；标签始终取最近体素。</translation>
    </message>
    <message>
      <source>Spacing in mm</source>
      <translation>间距，mm</translation>
    </message>
    <message>
      <source>Name of the data set: letters and digits. Its files begin with it.</source>
      <translation>数据集名称：字母和数字。其文件以此开头。</translation>
    </message>
    <message>
      <source>Destination</source>
      <translation>目标位置</translation>
    </message>
    <message>
      <source>Choose…</source>
      <translation>选择…</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>导出</translation>
    </message>
    <message>
      <source>All {n} cases of the study</source>
      <translation>本研究项目的全部 {n} 个病例</translation>
    </message>
    <message>
      <source>the result in use</source>
      <translation>所用结果</translation>
    </message>
    <message>
      <source>Choose a destination first.</source>
      <translation>请先选择目标位置。</translation>
    </message>
    <message>
      <source>Choose at least one part.</source>
      <translation>请至少选择一部分。</translation>
    </message>
    <message>
      <source>The name of a data set consists of letters and digits.</source>
      <translation>数据集名称只能由字母和数字组成。</translation>
    </message>
    <message>
      <source>{name} exists; a bundle is never written twice. Choose another name.</source>
      <translation>{name} 已存在；数据包绝不重复写入。请另选名称。</translation>
    </message>
    <message>
      <source>Writing…</source>
      <translation>正在写入…</translation>
    </message>
    <message>
      <source>{n} files written to {folder}.</source>
      <translation>已将 {n} 个文件写入 {folder}。</translation>
    </message>
    <message>
      <source>Stopping after this file; nothing will be left of it…</source>
      <translation>写完此文件后停止；不会留下任何内容…</translation>
    </message>
    <message>
      <source>Show files</source>
      <translation>显示文件</translation>
    </message>
    <message>
      <source>This case: {case}</source>
      <translation>此病例：{case}</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>格式</translation>
    </message>
    <message>
      <source>Parts</source>
      <translation>内容</translation>
    </message>
    <message>
      <source>Grid of the warped scan</source>
      <translation>变形后扫描的网格</translation>
    </message>
    <message>
      <source>Name of the data set</source>
      <translation>数据集名称</translation>
    </message>
    <message>
      <source>All files are written, or none. Key: Enter</source>
      <translation>要么写入所有文件，要么一个也不写。按键：Enter</translation>
    </message>
    <message>
      <source>The folder is not empty; files of the same names will be replaced.</source>
      <translation>文件夹不为空；同名文件将被替换。</translation>
    </message>
    <message>
      <source>Folder for the files</source>
      <translation>文件所在的文件夹</translation>
    </message>
    <message>
      <source>Writing {file}…</source>
      <translation>正在写入 {file}…</translation>
    </message>
    <message>
      <source>Cancelled; nothing was written.</source>
      <translation>已取消；未写入任何内容。</translation>
    </message>
    <message>
      <source>There is no picture to save; open a case first.</source>
      <translation>没有可保存的图像；请先打开病例。</translation>
    </message>
    <message>
      <source>{name} should end in .png or .pdf.</source>
      <translation>{name} 应以 .png 或 .pdf 结尾。</translation>
    </message>
    <message>
      <source>DICOM folder…</source>
      <translation>DICOM 文件夹…</translation>
    </message>
    <message>
      <source>dx, mm</source>
      <translation>dx，mm</translation>
    </message>
    <message>
      <source>dy, mm</source>
      <translation>dy，mm</translation>
    </message>
    <message>
      <source>dz, mm</source>
      <translation>dz，mm</translation>
    </message>
    <message>
      <source>Origin, mm</source>
      <translation>原点，mm</translation>
    </message>
    <message>
      <source>Direction</source>
      <translation>方向</translation>
    </message>
    <message>
      <source>Curvature</source>
      <translation>曲率</translation>
    </message>
    <message>
      <source>not stated</source>
      <translation>未给出</translation>
    </message>
    <message>
      <source>Use typed numbers</source>
      <translation>使用输入的数值</translation>
    </message>
    <message>
      <source>Length of the ruler in mm</source>
      <translation>标尺长度，mm</translation>
    </message>
    <message>
      <source>Use ruler</source>
      <translation>使用标尺</translation>
    </message>
    <message>
      <source>Confirm as shown</source>
      <translation>按所示确认</translation>
    </message>
    <message>
      <source>Breast</source>
      <translation>乳房</translation>
    </message>
    <message>
      <source>Mirrored</source>
      <translation>镜像</translation>
    </message>
    <message>
      <source>Confirm side and view</source>
      <translation>确认侧别和切面</translation>
    </message>
    <message>
      <source>Say that the values shown are right; your name and the time are kept.</source>
      <translation>表明所示数值正确；您的姓名和时间将被保存。</translation>
    </message>
    <message>
      <source>Take the typed spacing instead of the file's.</source>
      <translation>使用输入的间距，而不是文件中的间距。</translation>
    </message>
    <message>
      <source>Work out the spacing from the ruler and its length.</source>
      <translation>由标尺及其长度计算间距。</translation>
    </message>
    <message>
      <source>Say that breast, view and mirroring are right.</source>
      <translation>表明乳房侧别、切面和镜像设置正确。</translation>
    </message>
    <message>
      <source>Type three spacings in mm, each more than 0.</source>
      <translation>请输入三个间距，单位 mm，均大于 0。</translation>
    </message>
    <message>
      <source>Type other numbers first.</source>
      <translation>请先输入其他数值。</translation>
    </message>
    <message>
      <source>Drag over a known distance in one of the pictures first.</source>
      <translation>请先在其中一幅图像上沿已知距离拖动。</translation>
    </message>
    <message>
      <source>Type how long the ruler is in mm.</source>
      <translation>请输入标尺的长度，单位 mm。</translation>
    </message>
    <message>
      <source>Choose which breast this is first.</source>
      <translation>请先选择是哪一侧乳房。</translation>
    </message>
    <message>
      <source>{who} has confirmed this.</source>
      <translation>{who} 已确认。</translation>
    </message>
    <message>
      <source>stated</source>
      <translation>已给出</translation>
    </message>
    <message>
      <source>to confirm</source>
      <translation>待确认</translation>
    </message>
    <message>
      <source>unknown</source>
      <translation>未知</translation>
    </message>
    <message>
      <source>radius {mm} mm</source>
      <translation>半径 {mm} mm</translation>
    </message>
    <message>
      <source>Turn the picture over, left for right; it is read again.</source>
      <translation>将图像左右翻转；会重新读取。</translation>
    </message>
    <message>
      <source>{voxels:.1f} voxels along {axis}</source>
      <translation>沿 {axis} 轴 {voxels:.1f} 体素</translation>
    </message>
    <message>
      <source>Ruler: drag over a known distance</source>
      <translation>标尺：沿已知距离拖动</translation>
    </message>
    <message>
      <source>Distance of neighbouring voxels in mm</source>
      <translation>相邻体素的距离，mm</translation>
    </message>
    <message>
      <source>millimetres count</source>
      <translation>毫米值有效</translation>
    </message>
    <message>
      <source>no millimetres yet</source>
      <translation>暂无毫米值</translation>
    </message>
    <message>
      <source>Sonolign {version}, Apache License 2.0. For research use.</source>
      <translation>Sonolign {version}，Apache License 2.0。仅供研究使用。</translation>
    </message>
    <message>
      <source>Mouse</source>
      <translation>鼠标</translation>
    </message>
    <message>
      <source>Keys and mouse: {workspace}</source>
      <translation>键盘与鼠标：{workspace}</translation>
    </message>
    <message>
      <source>{mm} mm</source>
      <translation>{mm} mm</translation>
    </message>
    <message>
      <source>The folder holds several volumes; choose one.</source>
      <translation>文件夹中有多个体数据；请选择一个。</translation>
    </message>
    <message>
      <source>Volume in the folder</source>
      <translation>文件夹中的体数据</translation>
    </message>
    <message>
      <source>Choose the volumes, then Preview.</source>
      <translation>选择图像后单击“预览”。</translation>
    </message>
    <message>
      <source>Drop two files or DICOM folders here. NIfTI, NRRD, MetaImage and DICOM are read.</source>
      <translation>将两个文件或 DICOM 文件夹拖放到此处。可读取 NIfTI、NRRD、MetaImage 和 DICOM。</translation>
    </message>
    <message>
      <source>Labels of the fixed volume</source>
      <translation>固定图像的标签</translation>
    </message>
    <message>
      <source>Labels of the moving volume</source>
      <translation>浮动图像的标签</translation>
    </message>
    <message>
      <source>Short name of the case, and of its folder; not the patient's name.</source>
      <translation>病例及其文件夹的简称；不得是患者姓名。</translation>
    </message>
    <message>
      <source>Case id</source>
      <translation>病例编号</translation>
    </message>
    <message>
      <source>What the work-list shows beside the id; not the patient's name.</source>
      <translation>工作列表中编号旁显示的内容；不得是患者姓名。</translation>
    </message>
    <message>
      <source>Title</source>
      <translation>标题</translation>
    </message>
    <message>
      <source>optional</source>
      <translation>可选</translation>
    </message>
    <message>
      <source>Swap fixed and moving</source>
      <translation>交换固定与浮动</translation>
    </message>
    <message>
      <source>Back</source>
      <translation>上一步</translation>
    </message>
    <message>
      <source>Exchange the volumes with everything that was decided about them.</source>
      <translation>交换两个图像及与其有关的所有决定。</translation>
    </message>
    <message>
      <source>geometry</source>
      <translation>几何信息</translation>
    </message>
    <message>
      <source>privacy</source>
      <translation>隐私</translation>
    </message>
    <message>
      <source>name and labels</source>
      <translation>名称与标签</translation>
    </message>
    <message>
      <source>Wait until this has ended: {work}.</source>
      <translation>请等待此操作结束：{work}。</translation>
    </message>
    <message>
      <source>Choose a fixed and a moving volume first.</source>
      <translation>请先选择固定图像和浮动图像。</translation>
    </message>
    <message>
      <source>Give the case an id.</source>
      <translation>请为病例指定编号。</translation>
    </message>
    <message>
      <source>Looking into {names}</source>
      <translation>正在查看 {names}</translation>
    </message>
    <message>
      <source>Reading {fixed} and {moving}</source>
      <translation>正在读取 {fixed} 和 {moving}</translation>
    </message>
    <message>
      <source>Turning the picture over</source>
      <translation>正在翻转图像</translation>
    </message>
    <message>
      <source>Importing {id}</source>
      <translation>正在导入 {id}</translation>
    </message>
    <message>
      <source>Import a pair: files</source>
      <translation>导入图像对：文件</translation>
    </message>
    <message>
      <source>Import a pair: {step} of {count}, {name}</source>
      <translation>导入图像对：第 {step} / {count} 步，{name}</translation>
    </message>
    <message>
      <source>Leave; nothing has been written. Key: Esc</source>
      <translation>离开；未写入任何内容。按键：Esc</translation>
    </message>
    <message>
      <source>The geometry is not confirmed: no millimetres are stated for this case until it is.</source>
      <translation>几何信息尚未确认：确认之前，此病例不给出毫米值。</translation>
    </message>
    <message>
      <source>One volume is of the left breast and the other of the right: is this the right pair?</source>
      <translation>一个图像是左乳，另一个是右乳：图像对是否正确？</translation>
    </message>
    <message>
      <source>Preview</source>
      <translation>预览</translation>
    </message>
    <message>
      <source>Next</source>
      <translation>下一步</translation>
    </message>
    <message>
      <source>Import</source>
      <translation>导入</translation>
    </message>
    <message>
      <source>This is the first step.</source>
      <translation>这是第一步。</translation>
    </message>
    <message>
      <source>{file} is in use and listed in Register: {verdict}.</source>
      <translation>{file} 已启用并列入“配准”：{verdict}。</translation>
    </message>
    <message>
      <source>{n} landmarks, {pairs} of them placed in both scans.</source>
      <translation>{n} 个标志点，其中 {pairs} 个在两个扫描中均已放置。</translation>
    </message>
    <message>
      <source>The file has the scan's grid.</source>
      <translation>文件与扫描的网格相同。</translation>
    </message>
    <message>
      <source>The file has the scan's voxels, cut or turned; it is placed voxel by voxel.</source>
      <translation>文件与扫描的体素相同，但经过裁剪或翻转；将逐体素放置。</translation>
    </message>
    <message>
      <source>The file has other voxels than the scan; it is taken over by nearest neighbour.</source>
      <translation>文件的体素与扫描不同；将按最近邻取用。</translation>
    </message>
    <message>
      <source>{kept} of {all} labels, {n} voxels.</source>
      <translation>{all} 个标签中的 {kept} 个，{n} 个体素。</translation>
    </message>
    <message>
      <source>{file} is in the case. Undo takes it back.</source>
      <translation>{file} 已在病例中。“撤销”可取回。</translation>
    </message>
    <message>
      <source>{file} is listed in Register but not in use: {why}</source>
      <translation>{file} 已列入“配准”但未使用：{why}</translation>
    </message>
    <message>
      <source>Import into case {case}</source>
      <translation>导入到病例 {case}</translation>
    </message>
    <message>
      <source>Landmarks of the same name are the same landmark</source>
      <translation>同名的标志点是同一标志点</translation>
    </message>
    <message>
      <source>If not, they are added beside those that are there; a known id is always the same.</source>
      <translation>否则将添加在已有标志点旁边；已知编号始终视为同一个。</translation>
    </message>
    <message>
      <source>It was made from landmarks of this case</source>
      <translation>它由此病例的标志点得出</translation>
    </message>
    <message>
      <source>Then their distance is stated as a fit and never as an accuracy.</source>
      <translation>此时其距离按拟合给出，绝不作为精度。</translation>
    </message>
    <message>
      <source>the file's label has the voxel</source>
      <translation>该体素归文件的标签</translation>
    </message>
    <message>
      <source>my label keeps the voxel</source>
      <translation>该体素归我的标签</translation>
    </message>
    <message>
      <source>nothing of mine stays in this scan</source>
      <translation>清除此扫描中我的全部标签</translation>
    </message>
    <message>
      <source>both: the file's new labels lie on layers of their own</source>
      <translation>两者都保留：文件中的新标签放在各自的图层</translation>
    </message>
    <message>
      <source>Protected labels keep their voxels in any case.</source>
      <translation>受保护的标签在任何情况下都保留其体素。</translation>
    </message>
    <message>
      <source>Labels of the</source>
      <translation>标签所属</translation>
    </message>
    <message>
      <source>Where both have drawn</source>
      <translation>双方都有绘制之处</translation>
    </message>
    <message>
      <source>How are its numbers meant? Every way was tried; the one that fits best is proposed.</source>
      <translation>其中的数值是什么含义？已试过所有读法，建议采用最吻合的一种。</translation>
    </message>
    <message>
      <source>This file was imported before, {at}: {decision}</source>
      <translation>此文件曾于 {at} 导入：{decision}</translation>
    </message>
    <message>
      <source>Wait until the file has been tried.</source>
      <translation>请等待文件试读完毕。</translation>
    </message>
    <message>
      <source>Leave; nothing has been changed. Key: Esc</source>
      <translation>离开；未更改任何内容。按键：Esc</translation>
    </message>
    <message>
      <source>{n} known by their id</source>
      <translation>{n} 个按编号识别</translation>
    </message>
    <message>
      <source>{n} known by their places</source>
      <translation>{n} 个按位置识别</translation>
    </message>
    <message>
      <source>{n} known by their name</source>
      <translation>{n} 个按名称识别</translation>
    </message>
    <message>
      <source>{n} new</source>
      <translation>{n} 个新增</translation>
    </message>
    <message>
      <source>{n} will be added</source>
      <translation>将添加 {n} 个</translation>
    </message>
    <message>
      <source>{n} will be placed or moved</source>
      <translation>将放置或移动 {n} 个</translation>
    </message>
    <message>
      <source>{n} are there already</source>
      <translation>{n} 个已存在</translation>
    </message>
    <message>
      <source>{n} are confirmed and stay as they are</source>
      <translation>{n} 个已确认，保持不变</translation>
    </message>
    <message>
      <source>The file holds some names more than once, which are therefore not matched: {names}.</source>
      <translation>文件中有些名称出现不止一次，因此不作匹配：{names}。</translation>
    </message>
    <message>
      <source>{n} points lie outside their scan.</source>
      <translation>{n} 个点位于其扫描之外。</translation>
    </message>
    <message>
      <source>{n} drawn voxels lie outside the scan and are left out.</source>
      <translation>{n} 个已画体素位于扫描之外，已略去。</translation>
    </message>
    <message>
      <source>fixed scan</source>
      <translation>固定扫描</translation>
    </message>
    <message>
      <source>moving scan</source>
      <translation>浮动扫描</translation>
    </message>
    <message>
      <source>Which scan do these labels belong to, and what do they become?</source>
      <translation>这些标签属于哪个扫描？将成为什么？</translation>
    </message>
    <message>
      <source>Every distance here is provisional, because {why}.</source>
      <translation>此处所有距离均为暂定值，因为{why}。</translation>
    </message>
    <message>
      <source>No reading is clearly the best; look at the figures before you choose.</source>
      <translation>没有明显最优的读法；请先查看数据再选择。</translation>
    </message>
    <message>
      <source>This is not the proposed reading; your choice is stored with your name.</source>
      <translation>这不是建议的读法；您的选择将以您的姓名保存。</translation>
    </message>
    <message>
      <source>Everything in this file is in the case already; nothing was changed.</source>
      <translation>此文件中的所有内容都已在病例中；未作任何更改。</translation>
    </message>
    <message>
      <source>Choose a reading first.</source>
      <translation>请先选择一种读法。</translation>
    </message>
    <message>
      <source>One step, which Undo takes back. Key: Enter</source>
      <translation>作为一步操作，可用“撤销”取回。按键：Enter</translation>
    </message>
    <message>
      <source>It becomes a result of this case and is judged like a registration.</source>
      <translation>它将成为此病例的一个结果，并像配准一样接受判定。</translation>
    </message>
    <message>
      <source>Study of the bundle: name of its folder</source>
      <translation>数据包的研究项目：文件夹名称</translation>
    </message>
    <message>
      <source>Unpacking {name}</source>
      <translation>正在解包 {name}</translation>
    </message>
    <message>
      <source>Adding {name}</source>
      <translation>正在添加 {name}</translation>
    </message>
    <message>
      <source>{n} more cases; see the list.</source>
      <translation>另有 {n} 个病例；见列表。</translation>
    </message>
    <message>
      <source>The bundle holds no cases.</source>
      <translation>数据包中没有病例。</translation>
    </message>
    <message>
      <source>about {n} min left</source>
      <translation>约剩 {n} 分钟</translation>
    </message>
    <message>
      <source>a few seconds left</source>
      <translation>还剩几秒</translation>
    </message>
    <message>
      <source>about {n} s left</source>
      <translation>约剩 {n} 秒</translation>
    </message>
    <message>
      <source>Done: {verdict}</source>
      <translation>完成：{verdict}</translation>
    </message>
    <message>
      <source>No registration is running.</source>
      <translation>没有正在运行的配准。</translation>
    </message>
    <message>
      <source>What the method tries to improve, from start to end</source>
      <translation>该方法所优化的量，从开始到结束</translation>
    </message>
    <message>
      <source>Stop the method; nothing is kept.</source>
      <translation>停止该方法；不保留任何内容。</translation>
    </message>
    <message>
      <source>A registration is running.</source>
      <translation>配准正在运行。</translation>
    </message>
    <message>
      <source>No registration is in use.</source>
      <translation>没有正在使用的配准。</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>显示</translation>
    </message>
    <message>
      <source>shown</source>
      <translation>显示</translation>
    </message>
    <message>
      <source>colour</source>
      <translation>颜色</translation>
    </message>
    <message>
      <source>name</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>value</source>
      <translation>值</translation>
    </message>
    <message>
      <source>layer</source>
      <translation>图层</translation>
    </message>
    <message>
      <source>outlined</source>
      <translation>轮廓显示</translation>
    </message>
    <message>
      <source>locked</source>
      <translation>锁定</translation>
    </message>
    <message>
      <source>Shown in the pictures</source>
      <translation>是否在图像中显示</translation>
    </message>
    <message>
      <source>Colour; double-click to change it</source>
      <translation>颜色；双击可更改</translation>
    </message>
    <message>
      <source>Label</source>
      <translation>标签</translation>
    </message>
    <message>
      <source>What the label means</source>
      <translation>标签的含义</translation>
    </message>
    <message>
      <source>Value</source>
      <translation>数值</translation>
    </message>
    <message>
      <source>The number in the label map</source>
      <translation>标签图中的数值</translation>
    </message>
    <message>
      <source>Layer</source>
      <translation>图层</translation>
    </message>
    <message>
      <source>Labels of different layers may overlap; double-click to move one to another</source>
      <translation>不同图层的标签可以重叠；双击可移到另一图层</translation>
    </message>
    <message>
      <source>Drawn as an outline instead of a surface</source>
      <translation>以轮廓而不是面显示</translation>
    </message>
    <message>
      <source>Locked labels cannot be painted, erased or painted over</source>
      <translation>锁定的标签不能涂画、擦除或被覆盖</translation>
    </message>
    <message>
      <source>Double-click to change the colour</source>
      <translation>双击可更改颜色</translation>
    </message>
    <message>
      <source>Shown; click to hide</source>
      <translation>已显示；单击隐藏</translation>
    </message>
    <message>
      <source>Hidden, and safe from the brush; click to show</source>
      <translation>已隐藏且不受画笔影响；单击显示</translation>
    </message>
    <message>
      <source>Locked; click to unlock</source>
      <translation>已锁定；单击解锁</translation>
    </message>
    <message>
      <source>Click to lock against every brush</source>
      <translation>单击锁定，防止任何画笔更改</translation>
    </message>
    <message>
      <source>An outline; click for a surface</source>
      <translation>以轮廓显示；单击改为面</translation>
    </message>
    <message>
      <source>A surface; click for an outline</source>
      <translation>以面显示；单击改为轮廓</translation>
    </message>
    <message>
      <source>No terminology code; right-click to give one</source>
      <translation>没有术语编码；右键单击可指定</translation>
    </message>
    <message>
      <source>Add a label</source>
      <translation>添加标签</translation>
    </message>
    <message>
      <source>Other colour…</source>
      <translation>其他颜色…</translation>
    </message>
    <message>
      <source>Add from the protocol</source>
      <translation>按方案添加</translation>
    </message>
    <message>
      <source>Opacity of the segmentation</source>
      <translation>分割的不透明度</translation>
    </message>
    <message>
      <source>Opacity</source>
      <translation>不透明度</translation>
    </message>
    <message>
      <source>Terminology code</source>
      <translation>术语编码</translation>
    </message>
    <message>
      <source>Scheme, code and meaning, such as SCT 52988006 Lesion</source>
      <translation>编码体系、编码和含义，例如 SCT 52988006 Lesion</translation>
    </message>
    <message>
      <source>Colour of the label</source>
      <translation>标签颜色</translation>
    </message>
    <message>
      <source>Choose a label first.</source>
      <translation>请先选择标签。</translation>
    </message>
    <message>
      <source>Remove the chosen label</source>
      <translation>移除所选标签</translation>
    </message>
    <message>
      <source>Colour</source>
      <translation>颜色</translation>
    </message>
    <message>
      <source>Terminology code…</source>
      <translation>术语编码…</translation>
    </message>
    <message>
      <source>Rename</source>
      <translation>重命名</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>移除</translation>
    </message>
    <message>
      <source>label {n}</source>
      <translation>标签 {n}</translation>
    </message>
    <message>
      <source>The expected place of this landmark is hidden, to see whether it would sway you; place it by eye.</source>
      <translation>此标志点的预测位置已隐藏，以观察它是否会影响您；请用肉眼放置。</translation>
    </message>
    <message>
      <source>No pair is doubted and no suggestion waits; Ctrl+G looks for points worth marking.</source>
      <translation>没有存疑的点对，也没有待处理的建议；Ctrl+G 可寻找值得标记的点。</translation>
    </message>
    <message>
      <source>The chosen landmark was not mixed up with another one, as far as the program can tell.</source>
      <translation>就程序所知，所选标志点没有与其他标志点混淆。</translation>
    </message>
    <message>
      <source>{held} of {all} pairs will be held out, spread over the volume. The draw is sealed: roles cannot be chosen by hand afterwards.</source>
      <translation>{all} 个点对中将有 {held} 个留出，分布于整个图像。抽签结果将封存：之后不能再手动选择用途。</translation>
    </message>
    <message>
      <source>A draw needs at least {least} placed pairs whose role is still open, there are {count}.</source>
      <translation>抽签至少需要 {least} 个用途未定的已放置点对，现有 {count} 个。</translation>
    </message>
    <message>
      <source>Mark this place once more in the {side} volume, without looking anything up.</source>
      <translation>请在{side}图像中再次标记此处，不要查看任何参考。</translation>
    </message>
    <message>
      <source>No mark is due: some come back by lot two weeks after they were put.</source>
      <translation>没有到期的标记：部分标记会在放置两周后由抽签决定再次出现。</translation>
    </message>
    <message>
      <source>Accept {count} proposed pairs</source>
      <translation>接受 {count} 个建议点对</translation>
    </message>
    <message>
      <source>No pair is proposed; Ctrl+G looks for points worth marking.</source>
      <translation>没有建议的点对；Ctrl+G 可寻找值得标记的点。</translation>
    </message>
    <message>
      <source>{name} must be placed in both volumes first.</source>
      <translation>{name} 须先在两个图像中放置。</translation>
    </message>
    <message>
      <source>Good places are found together with suggestions; press Ctrl+G first.</source>
      <translation>适合的位置与建议一同得出；请先按 Ctrl+G。</translation>
    </message>
    <message>
      <source>No landmark was deleted.</source>
      <translation>没有删除过标志点。</translation>
    </message>
    <message>
      <source>Mark the nipple in both volumes first (a landmark of type or name “nipple”).</source>
      <translation>请先在两个图像中标记乳头（类型或名称为“nipple”的标志点）。</translation>
    </message>
    <message>
      <source>Draw held-out landmarks</source>
      <translation>抽取留出标志点</translation>
    </message>
    <message>
      <source>Next: {name}, {n} of {all}</source>
      <translation>下一个：{name}，{n} / {all}</translation>
    </message>
    <message>
      <source>Coverage by landmarks</source>
      <translation>标志点覆盖情况</translation>
    </message>
    <message>
      <source>{what}… Ctrl+G stops it.</source>
      <translation>{what}… 按 Ctrl+G 停止。</translation>
    </message>
    <message>
      <source>Once more, blind: click the place in the volume that shows no mark.</source>
      <translation>再次盲标：在没有显示标记的图像中单击该处。</translation>
    </message>
    <message>
      <source>{words}: Enter accepts, a click in the moving volume corrects, Del refuses, U goes on.</source>
      <translation>{words}：Enter 接受，在浮动图像中单击可更正，Del 拒绝，U 继续。</translation>
    </message>
    <message>
      <source>{n} marks wait to be put again (Shift+R).</source>
      <translation>{n} 个标记等待再次放置（Shift+R）。</translation>
    </message>
    <message>
      <source>{n} pairs · %p %</source>
      <translation>{n} 个点对 · %p %</translation>
    </message>
    <message>
      <source>Share of the overlap within {mm} mm of a landmark; the widest gap is {gap} mm (Shift+U goes there).</source>
      <translation>重叠区内距标志点 {mm} mm 以内的比例；最大空隙为 {gap} mm（Shift+U 转到该处）。</translation>
    </message>
    <message>
      <source>{n} left</source>
      <translation>还剩 {n} 个</translation>
    </message>
    <message>
      <source>{n} doubted</source>
      <translation>{n} 个存疑</translation>
    </message>
    <message>
      <source>All agree</source>
      <translation>全部一致</translation>
    </message>
    <message>
      <source>Please decide</source>
      <translation>请作决定</translation>
    </message>
    <message>
      <source>{n} suggested points wait; U goes through them.</source>
      <translation>有 {n} 个建议点待处理；按 U 逐个查看。</translation>
    </message>
    <message>
      <source>Shift+I: {what}</source>
      <translation>Shift+I：{what}</translation>
    </message>
    <message>
      <source>fixed</source>
      <translation>固定</translation>
    </message>
    <message>
      <source>moving</source>
      <translation>浮动</translation>
    </message>
    <message>
      <source>state</source>
      <translation>状态</translation>
    </message>
    <message>
      <source>off</source>
      <translation>偏差</translation>
    </message>
    <message>
      <source>residual</source>
      <translation>残差</translation>
    </message>
    <message>
      <source>confidence</source>
      <translation>置信度</translation>
    </message>
    <message>
      <source>role</source>
      <translation>用途</translation>
    </message>
    <message>
      <source>kind</source>
      <translation>类型</translation>
    </message>
    <message>
      <source>comment</source>
      <translation>备注</translation>
    </message>
    <message>
      <source>by</source>
      <translation>标记者</translation>
    </message>
    <message>
      <source>at</source>
      <translation>时间</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>What the landmark is called</source>
      <translation>标志点的名称</translation>
    </message>
    <message>
      <source>Type</source>
      <translation>类型</translation>
    </message>
    <message>
      <source>Kind of structure, such as cyst or duct branch</source>
      <translation>结构类型，例如囊肿或导管分叉</translation>
    </message>
    <message>
      <source>Unplaced, placed, confirmed (locked), skipped, or flagged as doubtful</source>
      <translation>未放置、已放置、已确认（锁定）、已跳过或存疑</translation>
    </message>
    <message>
      <source>F</source>
      <translation>固</translation>
    </message>
    <message>
      <source>Placed in the fixed volume</source>
      <translation>已在固定图像中放置</translation>
    </message>
    <message>
      <source>M</source>
      <translation>浮</translation>
    </message>
    <message>
      <source>Placed in the moving volume</source>
      <translation>已在浮动图像中放置</translation>
    </message>
    <message>
      <source>Off</source>
      <translation>偏差</translation>
    </message>
    <message>
      <source>Distance in mm from where all other pairs expect the moving mark; amber if the pair is doubted</source>
      <translation>与其余所有点对所预测的浮动标记位置的距离，mm；点对存疑时为琥珀色</translation>
    </message>
    <message>
      <source>Comment</source>
      <translation>备注</translation>
    </message>
    <message>
      <source>Whatever is worth saying</source>
      <translation>任何值得记录的内容</translation>
    </message>
    <message>
      <source>Who</source>
      <translation>标记者</translation>
    </message>
    <message>
      <source>The reader who put the last mark</source>
      <translation>最后一次标记的阅片者</translation>
    </message>
    <message>
      <source>When</source>
      <translation>时间</translation>
    </message>
    <message>
      <source>When the last mark was put</source>
      <translation>最后一次标记的时间</translation>
    </message>
    <message>
      <source>Role</source>
      <translation>用途</translation>
    </message>
    <message>
      <source>Held-out landmarks never drive a registration; only they give a target registration error</source>
      <translation>留出标志点绝不驱动配准；只有它们能给出靶点配准误差（TRE）</translation>
    </message>
    <message>
      <source>Sure</source>
      <translation>把握</translation>
    </message>
    <message>
      <source>How sure you are: 1 guess, 2 likely, 3 certain</source>
      <translation>您的把握程度：1 猜测，2 可能，3 确定</translation>
    </message>
    <message>
      <source>Residual</source>
      <translation>残差</translation>
    </message>
    <message>
      <source>Distance in mm from where the registration in use puts the moving mark. “fit” marks pairs that drove it: theirs is no accuracy.</source>
      <translation>与所用配准给出的浮动标记位置的距离，mm。“拟合”表示该点对参与驱动了配准：其数值不是精度。</translation>
    </message>
    <message>
      <source>No distance is stated while the millimetres of this case are not certain; confirm its geometry.</source>
      <translation>此病例的毫米值不确定，故不给出距离；请确认其几何信息。</translation>
    </message>
    <message>
      <source>This pair did not drive the registration in use.</source>
      <translation>此点对未参与驱动所用配准。</translation>
    </message>
    <message>
      <source>This pair drove the registration: the figure says how well it fits, not how accurate it is.</source>
      <translation>此点对参与驱动了所用配准：该数值表示拟合程度，而非精度。</translation>
    </message>
    <message>
      <source>This pair does not count: it is meant to drive, or its place was learnt from this registration.</source>
      <translation>此点对不计入：它用于驱动，或其位置得自此配准。</translation>
    </message>
    <message>
      <source>{n} fit</source>
      <translation>{n} 拟合</translation>
    </message>
    <message>
      <source>Confirm {count} landmarks</source>
      <translation>确认 {count} 个标志点</translation>
    </message>
    <message>
      <source>Flag {count} landmarks</source>
      <translation>将 {count} 个标志点标为存疑</translation>
    </message>
    <message>
      <source>Delete {count} landmarks</source>
      <translation>删除 {count} 个标志点</translation>
    </message>
    <message>
      <source>Show only landmarks with these words in name, type, state, role, comment or doubt.</source>
      <translation>仅显示名称、类型、状态、用途、备注或疑点中含有这些文字的标志点。</translation>
    </message>
    <message>
      <source>Filter landmarks</source>
      <translation>筛选标志点</translation>
    </message>
    <message>
      <source>New landmark</source>
      <translation>新建标志点</translation>
    </message>
    <message>
      <source>Columns…</source>
      <translation>列…</translation>
    </message>
    <message>
      <source>Restore from trash</source>
      <translation>从回收站恢复</translation>
    </message>
    <message>
      <source>{n} of {all} landmarks are placed in both volumes.</source>
      <translation>{all} 个标志点中有 {n} 个在两个图像中均已放置。</translation>
    </message>
    <message>
      <source>Filter</source>
      <translation>筛选</translation>
    </message>
    <message>
      <source>Landmarks {n}/{all}</source>
      <translation>标志点 {n}/{all}</translation>
    </message>
    <message>
      <source>Unlock</source>
      <translation>解锁</translation>
    </message>
    <message>
      <source>Skip</source>
      <translation>跳过</translation>
    </message>
    <message>
      <source>Do not skip</source>
      <translation>取消跳过</translation>
    </message>
    <message>
      <source>Remove mark in {side}</source>
      <translation>移除{side}中的标记</translation>
    </message>
    <message>
      <source>each pair from all others</source>
      <translation>每个点对由其余点对预测</translation>
    </message>
    <message>
      <source>when a mark was put</source>
      <translation>放置标记时</translation>
    </message>
    <message>
      <source>Reliability of the rings</source>
      <translation>置信环的可靠性</translation>
    </message>
    <message>
      <source>stated share</source>
      <translation>标称比例</translation>
    </message>
    <message>
      <source>seen share</source>
      <translation>实际比例</translation>
    </message>
    <message>
      <source>{which} (n = {n})</source>
      <translation>{which}（n = {n}）</translation>
    </message>
    <message>
      <source>Looking for points worth marking</source>
      <translation>正在寻找值得标记的点</translation>
    </message>
    <message>
      <source>Matching again</source>
      <translation>正在重新匹配</translation>
    </message>
    <message>
      <source>{sure} pairs are proposed, {asked} need a decision; U goes through them.</source>
      <translation>建议了 {sure} 个点对，{asked} 个需要决定；按 U 逐一查看。</translation>
    </message>
    <message>
      <source>{count} pairs; {share} % of the overlap lies within {mm} mm of one; the widest gap is {gap} mm (Shift+U).</source>
      <translation>{count} 个点对；重叠区的 {share} % 距点对不超过 {mm} mm；最大空隙为 {gap} mm（Shift+U）。</translation>
    </message>
    <message>
      <source>{who}{kind}: {x} / {y} / {z} mm per axis x / y / z (n = {n})</source>
      <translation>{who}{kind}：沿 x / y / z 轴各为 {x} / {y} / {z} mm（n = {n}）</translation>
    </message>
    <message>
      <source>Median distance from the prediction: {shown} mm when it was seen (n = {n}), {hidden} mm when it was hidden (n = {m}).</source>
      <translation>与预测位置的中位距离：显示预测时 {shown} mm（n = {n}），隐藏时 {hidden} mm（n = {m}）。</translation>
    </message>
    <message>
      <source>{open} open, {drive} drive, {held} held out; {sealed} drawn by lot and sealed.</source>
      <translation>未定 {open} 个，驱动 {drive} 个，留出 {held} 个；{sealed} 个由抽签决定并封存。</translation>
    </message>
    <message>
      <source>pairs</source>
      <translation>点对</translation>
    </message>
    <message>
      <source>Pairs that a case needs (0: any number)</source>
      <translation>病例所需的点对数（0：不限）</translation>
    </message>
    <message>
      <source>Share of rings that stay hidden until a mark is put</source>
      <translation>标记之前保持隐藏的置信环比例</translation>
    </message>
    <message>
      <source>Coverage</source>
      <translation>覆盖</translation>
    </message>
    <message>
      <source>Doubts</source>
      <translation>疑点</translation>
    </message>
    <message>
      <source>Rings: what they claim to hold, and what they held</source>
      <translation>置信环：标称包含率与实际包含率</translation>
    </message>
    <message>
      <source>Your own error</source>
      <translation>您自身的误差</translation>
    </message>
    <message>
      <source>Do predictions sway you?</source>
      <translation>预测会影响您吗？</translation>
    </message>
    <message>
      <source>Roles</source>
      <translation>用途</translation>
    </message>
    <message>
      <source>No pair is doubted.</source>
      <translation>没有存疑的点对。</translation>
    </message>
    <message>
      <source>{want} %: {seen} %</source>
      <translation>{want} %：{seen} %</translation>
    </message>
    <message>
      <source>Not known yet: it takes some pairs that were placed by eye.</source>
      <translation>尚不清楚：需要若干肉眼放置的点对。</translation>
    </message>
    <message>
      <source>Not measured yet: it takes marks that were put twice (Shift+R).</source>
      <translation>尚未测量：需要标记过两次的点（Shift+R）。</translation>
    </message>
    <message>
      <source>No registration can be shown to be better than {mm} mm with these marks.</source>
      <translation>用这些标记无法证明任何配准优于 {mm} mm。</translation>
    </message>
    <message>
      <source>Not known yet: it takes marks put with the prediction in sight, and others with it hidden.</source>
      <translation>尚不清楚：需要一些在显示预测时放置的标记，以及另一些在隐藏预测时放置的标记。</translation>
    </message>
    <message>
      <source>{which} (n = {n}): {parts}</source>
      <translation>{which}（n = {n}）：{parts}</translation>
    </message>
    <message>
      <source>The study is open for editing in another window.</source>
      <translation>研究项目正在另一窗口中编辑。</translation>
    </message>
    <message>
      <source>mm to the nearest landmark</source>
      <translation>到最近标志点，mm</translation>
    </message>
    <message>
      <source>placed in both volumes</source>
      <translation>已在两个图像中放置</translation>
    </message>
    <message>
      <source>placed in the fixed volume</source>
      <translation>已在固定图像中放置</translation>
    </message>
    <message>
      <source>placed in the moving volume</source>
      <translation>已在浮动图像中放置</translation>
    </message>
    <message>
      <source>not placed</source>
      <translation>未放置</translation>
    </message>
    <message>
      <source>Deleted landmarks</source>
      <translation>已删除的标志点</translation>
    </message>
    <message>
      <source>Restore</source>
      <translation>恢复</translation>
    </message>
    <message>
      <source>This case is open for editing in another window.</source>
      <translation>此病例正在另一窗口中编辑。</translation>
    </message>
    <message>
      <source>Choose a landmark to restore.</source>
      <translation>请选择要恢复的标志点。</translation>
    </message>
    <message>
      <source>Restore {count} landmarks</source>
      <translation>恢复 {count} 个标志点</translation>
    </message>
    <message>
      <source>Language of the window; everything is saved, and the window opens again where you are:</source>
      <translation>窗口的语言；所有内容均已保存，窗口会在当前位置重新打开：</translation>
    </message>
    <message>
      <source>Language / 语言</source>
      <translation>语言 / Language</translation>
    </message>
    <message>
      <source>As the computer's</source>
      <translation>与计算机相同</translation>
    </message>
    <message>
      <source>The language changes when the program starts again.</source>
      <translation>程序下次启动时将更换语言。</translation>
    </message>
    <message>
      <source>A layer of its own</source>
      <translation>独占一个图层</translation>
    </message>
    <message>
      <source>Undo gives them back.</source>
      <translation>撤销即可恢复。</translation>
    </message>
    <message>
      <source>Move to another layer</source>
      <translation>移到另一图层</translation>
    </message>
    <message>
      <source>Move and overwrite</source>
      <translation>移动并覆盖</translation>
    </message>
    <message>
      <source>Layer {n}: {names}</source>
      <translation>图层 {n}：{names}</translation>
    </message>
    <message>
      <source>Layer {n}</source>
      <translation>图层 {n}</translation>
    </message>
    <message>
      <source>No loop: import the same scans in other pairs too (AP–LAT, LAT–MED, AP–MED) and register each of them.</source>
      <translation>没有环路：请将相同扫描也以其他组合导入（AP–LAT、LAT–MED、AP–MED），并逐一配准。</translation>
    </message>
    <message>
      <source>Looking for loops of pairs …</source>
      <translation>正在寻找图像对的环路…</translation>
    </message>
    <message>
      <source>Going round {loop} …</source>
      <translation>正在遍历 {loop}…</translation>
    </message>
    <message>
      <source>{loop}</source>
      <translation>{loop}</translation>
    </message>
    <message>
      <source>For research use; not for diagnosis</source>
      <translation>仅供研究使用；不得用于诊断</translation>
    </message>
    <message>
      <source>Reader: {name}</source>
      <translation>阅片者：{name}</translation>
    </message>
    <message>
      <source>{place} – Sonolign</source>
      <translation>{place} – Sonolign</translation>
    </message>
    <message>
      <source>Sonolign</source>
      <translation>Sonolign</translation>
    </message>
    <message>
      <source>Some edits could not be saved. Free the disk and try again, or quit and lose them.</source>
      <translation>部分编辑无法保存。请释放磁盘空间后重试，或退出并丢失这些编辑。</translation>
    </message>
    <message>
      <source>Cancel it and quit</source>
      <translation>取消配准并退出</translation>
    </message>
    <message>
      <source>None yet</source>
      <translation>尚无</translation>
    </message>
    <message>
      <source>Quit and lose them</source>
      <translation>退出并丢失编辑</translation>
    </message>
    <message>
      <source>misses itself, mm</source>
      <translation>闭合差，mm</translation>
    </message>
    <message>
      <source>back by a quick run of the same method, which may share its mistakes</source>
      <translation>由同一方法的快速运行返回，可能带有相同的错误</translation>
    </message>
    <message>
      <source>back by a quick registration that knows nothing of this one</source>
      <translation>由与此结果无关的快速配准返回</translation>
    </message>
    <message>
      <source>may be off, mm</source>
      <translation>可能偏差，mm</translation>
    </message>
    <message>
      <source>Registering from the moving to the fixed volume, to compare with …</source>
      <translation>正在由浮动到固定图像配准，以作比较…</translation>
    </message>
    <message>
      <source>A separate quick registration brings it back to within {mm} mm.</source>
      <translation>另一次快速配准将其带回至 {mm} mm 以内。</translation>
    </message>
    <message>
      <source>No distance is stated, because {why}.</source>
      <translation>不给出距离，因为{why}。</translation>
    </message>
    <message>
      <source>An angle needs three points: an end, the corner, the other end.</source>
      <translation>角度需要三个点：一端、顶点、另一端。</translation>
    </message>
    <message>
      <source>This place lies outside the volume.</source>
      <translation>此处位于图像之外。</translation>
    </message>
    <message>
      <source>Answer the proposal first: Enter keeps it, Esc drops it.</source>
      <translation>请先处理提议：Enter 保留，Esc 放弃。</translation>
    </message>
    <message>
      <source>Finish the angle in its own volume first, or drop it with Esc.</source>
      <translation>请先在角度所在的图像中完成角度，或按 Esc 放弃。</translation>
    </message>
    <message>
      <source>processor</source>
      <translation>处理器</translation>
    </message>
    <message>
      <source>graphics card (NVIDIA)</source>
      <translation>显卡（NVIDIA）</translation>
    </message>
    <message>
      <source>graphics card (Apple)</source>
      <translation>显卡（Apple）</translation>
    </message>
    <message>
      <source>Let landmarks drive it ({n} pairs, {held} held out)</source>
      <translation>由标志点驱动（{n} 个点对，留出 {held} 个）</translation>
    </message>
    <message>
      <source>Let landmarks drive it</source>
      <translation>由标志点驱动</translation>
    </message>
    <message>
      <source>Let segmentations drive it</source>
      <translation>由分割驱动</translation>
    </message>
    <message>
      <source>Choose a method first.</source>
      <translation>请先选择方法。</translation>
    </message>
    <message>
      <source>Start of all random numbers; the same seed gives the same result.</source>
      <translation>所有随机数的起点；种子相同则结果相同。</translation>
    </message>
    <message>
      <source>Placed pairs help the method; they then give no landmark error. Held-out ones never do.</source>
      <translation>已放置的点对辅助配准；此后它们不再给出标志点误差。留出点对绝不参与。</translation>
    </message>
    <message>
      <source>Segmentations of both volumes drive the registration.</source>
      <translation>由两个图像的分割驱动配准。</translation>
    </message>
    <message>
      <source>Only voxels with this label count.</source>
      <translation>只计入带此标签的体素。</translation>
    </message>
    <message>
      <source>Start from an earlier result of this case.</source>
      <translation>从此病例先前的结果开始。</translation>
    </message>
    <message>
      <source>Where the method computes. Automatic takes the graphics card if there is one.</source>
      <translation>该方法的计算设备。“自动”在有显卡时使用显卡。</translation>
    </message>
    <message>
      <source>Help for the method</source>
      <translation>该方法的帮助</translation>
    </message>
    <message>
      <source>Only inside label</source>
      <translation>仅在标签内</translation>
    </message>
    <message>
      <source>Start from</source>
      <translation>起始于</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>设备</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>种子</translation>
    </message>
    <message>
      <source>This method works from landmarks alone.</source>
      <translation>此方法仅依据标志点。</translation>
    </message>
    <message>
      <source>everywhere</source>
      <translation>全部区域</translation>
    </message>
    <message>
      <source>the method's own start</source>
      <translation>该方法自带的起点</translation>
    </message>
    <message>
      <source>custom</source>
      <translation>自定义</translation>
    </message>
    <message>
      <source>This method makes no use of it.</source>
      <translation>此方法不使用该项。</translation>
    </message>
    <message>
      <source>Use what is chosen; a double click or Enter does the same.</source>
      <translation>使用所选项；双击或按 Enter 亦可。</translation>
    </message>
    <message>
      <source>Give it another name (F2).</source>
      <translation>更改名称 (F2)。</translation>
    </message>
    <message>
      <source>Take it off the list (Del).</source>
      <translation>从列表中移除 (Del)。</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>删除</translation>
    </message>
    <message>
      <source>Dismiss</source>
      <translation>关闭提示</translation>
    </message>
    <message>
      <source>{name}, warped: Dice {dice}, HD95 {hd95} mm, mean {mean} mm, {mL} mL</source>
      <translation>{name}，变形后：Dice {dice}，HD95 {hd95} mm，平均 {mean} mm，{mL} mL</translation>
    </message>
    <message>
      <source>{name}, warped: Dice {dice}, {mL} mL</source>
      <translation>{name}，变形后：Dice {dice}，{mL} mL</translation>
    </message>
    <message>
      <source>Export CSV…</source>
      <translation>导出 CSV…</translation>
    </message>
    <message>
      <source>Counting</source>
      <translation>统计中</translation>
    </message>
    <message>
      <source>Counting…</source>
      <translation>统计中…</translation>
    </message>
    <message>
      <source>Volume</source>
      <translation>图像</translation>
    </message>
    <message>
      <source>mL</source>
      <translation>mL</translation>
    </message>
    <message>
      <source>Change</source>
      <translation>变化</translation>
    </message>
    <message>
      <source>3D mm</source>
      <translation>3D mm</translation>
    </message>
    <message>
      <source>Long axis</source>
      <translation>长轴</translation>
    </message>
    <message>
      <source>Mean ± SD</source>
      <translation>均值 ± SD</translation>
    </message>
    <message>
      <source>Dice</source>
      <translation>Dice</translation>
    </message>
    <message>
      <source>HD95</source>
      <translation>HD95</translation>
    </message>
    <message>
      <source>Mean mm</source>
      <translation>平均 mm</translation>
    </message>
    <message>
      <source>Warped − drawn</source>
      <translation>变形 − 所画</translation>
    </message>
    <message>
      <source>Double-click puts the crosshair into the label</source>
      <translation>双击将十字线移入该标签</translation>
    </message>
    <message>
      <source>The scan in which it is drawn</source>
      <translation>绘制该标签的扫描</translation>
    </message>
    <message>
      <source>Volume in millilitres</source>
      <translation>体积，毫升</translation>
    </message>
    <message>
      <source>Volume in the moving scan minus that in the fixed one</source>
      <translation>浮动扫描中的体积减去固定扫描中的体积</translation>
    </message>
    <message>
      <source>Largest diameter in space, in mm, between voxel centres</source>
      <translation>最大空间径线，mm，体素中心之间</translation>
    </message>
    <message>
      <source>The axis of the body along which it reaches farthest, and by how many degrees it leans away from that</source>
      <translation>该标签延伸最远的体轴方向，以及偏离该轴的角度</translation>
    </message>
    <message>
      <source>Grey values of the scan under the label</source>
      <translation>标签下扫描的灰度值</translation>
    </message>
    <message>
      <source>Overlap of the moving label, through the registration in use, with the drawn one</source>
      <translation>经所用配准后，浮动标签与所画标签的重叠</translation>
    </message>
    <message>
      <source>95th percentile of the distance between both surfaces, in mm</source>
      <translation>两表面间距离的第 95 百分位数，mm</translation>
    </message>
    <message>
      <source>Mean distance between both surfaces, in mm</source>
      <translation>两表面间的平均距离，mm</translation>
    </message>
    <message>
      <source>Volume of the moving label, through the registration in use, minus that of the drawn one, in millilitres</source>
      <translation>经所用配准后浮动标签的体积减去所画标签的体积，毫升</translation>
    </message>
    <message>
      <source>Measurements</source>
      <translation>测量</translation>
    </message>
    <message>
      <source>Write all numbers to a CSV file</source>
      <translation>将所有数据写入 CSV 文件</translation>
    </message>
    <message>
      <source>Remove the chosen ruler or angle</source>
      <translation>移除所选标尺或角度</translation>
    </message>
    <message>
      <source>Export numbers</source>
      <translation>导出数据</translation>
    </message>
    <message>
      <source>Tables (*.csv)</source>
      <translation>表格 (*.csv)</translation>
    </message>
    <message>
      <source>Fixed</source>
      <translation>固定</translation>
    </message>
    <message>
      <source>Moving</source>
      <translation>浮动</translation>
    </message>
    <message>
      <source>Measurement</source>
      <translation>测量</translation>
    </message>
    <message>
      <source>Nothing is drawn yet.</source>
      <translation>尚未画任何内容。</translation>
    </message>
    <message>
      <source>{path} could not be written: {why}.</source>
      <translation>无法写入 {path}：{why}。</translation>
    </message>
    <message>
      <source>Largest diameter in one slice, in mm</source>
      <translation>单层最大径线，mm</translation>
    </message>
    <message>
      <source>Millimetres are not certain: confirm the geometry of the case.</source>
      <translation>毫米值不确定：请确认病例的几何信息。</translation>
    </message>
    <message>
      <source>An outline needs at least three corners; click, or drag a line.</source>
      <translation>轮廓至少需要三个角点；请单击，或拖出曲线。</translation>
    </message>
    <message>
      <source>Finish the outline in its slice first: Enter fills it, Esc drops it.</source>
      <translation>请先在轮廓所在层面完成轮廓：Enter 填充，Esc 放弃。</translation>
    </message>
    <message>
      <source>Saved the report as {html} and {pdf}.</source>
      <translation>报告已保存为 {html} 和 {pdf}。</translation>
    </message>
    <message>
      <source>{case} · {mode} · {place} mm (LPS) · {through} · Sonolign, for research use</source>
      <translation>{case} · {mode} · {place} mm (LPS) · {through} · Sonolign，供研究使用</translation>
    </message>
    <message>
      <source>No registration is in use, so there is nothing to report on.</source>
      <translation>没有正在使用的配准，因此没有可报告的内容。</translation>
    </message>
    <message>
      <source>Making the report</source>
      <translation>正在生成报告</translation>
    </message>
    <message>
      <source>Saved {name}.</source>
      <translation>已保存 {name}。</translation>
    </message>
    <message>
      <source>Save the report</source>
      <translation>保存报告</translation>
    </message>
    <message>
      <source>Report (*.html)</source>
      <translation>报告 (*.html)</translation>
    </message>
    <message>
      <source>Save a figure</source>
      <translation>保存图片</translation>
    </message>
    <message>
      <source>Figures (*.png *.pdf)</source>
      <translation>图片 (*.png *.pdf)</translation>
    </message>
    <message>
      <source>Go to Annotate or Check first.</source>
      <translation>请先转到“标注”或“核查”。</translation>
    </message>
    <message>
      <source>Move or click in one volume; the other follows.</source>
      <translation>在一个图像中移动或单击；另一个随之移动。</translation>
    </message>
    <message>
      <source>Hold ` to see the moving volume alone; [ and ] change the mixture.</source>
      <translation>按住 ` 单独查看浮动图像；[ 和 ] 更改混合比例。</translation>
    </message>
    <message>
      <source>Grey where both agree; colour where only one is bright.</source>
      <translation>两者一致处为灰色；仅一方较亮处带颜色。</translation>
    </message>
    <message>
      <source>Look for steps along the edges of the tiles; + and - change their size.</source>
      <translation>沿方格边缘查看有无错位；+ 和 - 更改方格大小。</translation>
    </message>
    <message>
      <source>The wipe follows the mouse; does anything break where it passes?</source>
      <translation>卷帘跟随鼠标；经过之处结构是否断开？</translation>
    </message>
    <message>
      <source>Coloured lines are borders in the moving volume; they should lie on those of the fixed one.</source>
      <translation>彩色线条为浮动图像的边界；应与固定图像的边界重合。</translation>
    </message>
    <message>
      <source>Coloured where one volume is brighter for its surroundings; speckle and gain are taken out.</source>
      <translation>带颜色处为某一图像相对周围更亮；已消除散斑和增益的影响。</translation>
    </message>
    <message>
      <source>What jumps does not correspond; + and - change how fast.</source>
      <translation>跳动之处即不对应；+ 和 - 更改速度。</translation>
    </message>
    <message>
      <source>Upright</source>
      <translation>竖直</translation>
    </message>
    <message>
      <source>Level</source>
      <translation>水平</translation>
    </message>
    <message>
      <source>Cross</source>
      <translation>十字</translation>
    </message>
    <message>
      <source>Loupe</source>
      <translation>放大镜</translation>
    </message>
    <message>
      <source>No map</source>
      <translation>不显示</translation>
    </message>
    <message>
      <source>Grid</source>
      <translation>网格</translation>
    </message>
    <message>
      <source>A square grid as the registration bends it.</source>
      <translation>经配准弯曲的方形网格。</translation>
    </message>
    <message>
      <source>Arrows</source>
      <translation>箭头</translation>
    </message>
    <message>
      <source>Where tissue goes from the fixed to the moving volume.</source>
      <translation>组织从固定图像到浮动图像的去向。</translation>
    </message>
    <message>
      <source>Distance moved</source>
      <translation>位移量</translation>
    </message>
    <message>
      <source>How far tissue moved, in mm, with lines of equal distance.</source>
      <translation>组织移动的距离，mm，附等距线。</translation>
    </message>
    <message>
      <source>Volume change</source>
      <translation>体积变化</translation>
    </message>
    <message>
      <source>Where tissue takes more or less room in the moving volume; folds in red.</source>
      <translation>组织在浮动图像中所占空间的增减；折叠处为红色。</translation>
    </message>
    <message>
      <source>Predicted error</source>
      <translation>预测误差</translation>
    </message>
    <message>
      <source>How far the registration may be off at every place, in mm.</source>
      <translation>各处配准可能的偏差，mm。</translation>
    </message>
    <message>
      <source>Strain</source>
      <translation>应变</translation>
    </message>
    <message>
      <source>The strongest stretch or squeeze at every place.</source>
      <translation>各处最大的拉伸或压缩。</translation>
    </message>
    <message>
      <source>Round trip</source>
      <translation>往返误差</translation>
    </message>
    <message>
      <source>There by this result, back by a separate quick registration; where they disagree, one is wrong.</source>
      <translation>由此结果前往，由另一次快速配准返回；两者不一致处，必有一个有误。</translation>
    </message>
    <message>
      <source>Loop</source>
      <translation>环路</translation>
    </message>
    <message>
      <source>A large gap proves an error in one of the pairs; a small one does not prove that there is none.</source>
      <translation>闭合差大可证明某一图像对有误差；闭合差小不能证明无误差。</translation>
    </message>
    <message>
      <source>Native</source>
      <translation>原始</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>颜色</translation>
    </message>
    <message>
      <source>Checker</source>
      <translation>棋盘</translation>
    </message>
    <message>
      <source>Aligned</source>
      <translation>已对齐</translation>
    </message>
    <message>
      <source>Share of the moving volume in the blend. Keys: [ and ]</source>
      <translation>融合中浮动图像所占比例。按键：[ 和 ]</translation>
    </message>
    <message>
      <source>How the wipe divides the picture. Key: Shift+F8</source>
      <translation>卷帘如何分割画面。按键：Shift+F8</translation>
    </message>
    <message>
      <source>What is shown of the registration itself. Key: Shift+G goes through them</source>
      <translation>显示配准本身的哪种信息。按键：Shift+G 依次切换</translation>
    </message>
    <message>
      <source>How strongly the deformation is drawn</source>
      <translation>形变的显示强度</translation>
    </message>
    <message>
      <source>The same place through each result; choose an overlay above.</source>
      <translation>同一位置在各结果中的显示；请在上方选择叠加方式。</translation>
    </message>
    <message>
      <source>There is no label to paint with; add one to the label table.</source>
      <translation>没有可涂画的标签；请在标签表中添加。</translation>
    </message>
    <message>
      <source>{name} is locked; unlock it in the label table to paint it.</source>
      <translation>{name} 已锁定；请在标签表中解锁后再涂画。</translation>
    </message>
    <message>
      <source>This place lies outside the region to which drawing keeps; Shift+X takes the region away.</source>
      <translation>此处位于限定绘制的区域之外；Shift+X 取消区域。</translation>
    </message>
    <message>
      <source>The planes are turned, and this tool draws in the volume's own slices; press R first.</source>
      <translation>平面已旋转，而此工具在图像自身的层面中绘制；请先按 R。</translation>
    </message>
    <message>
      <source>mean</source>
      <translation>均值</translation>
    </message>
    <message>
      <source>maximum</source>
      <translation>最大值</translation>
    </message>
    <message>
      <source>minimum</source>
      <translation>最小值</translation>
    </message>
    <message>
      <source>oblique {angle}°</source>
      <translation>倾斜 {angle}°</translation>
    </message>
    <message>
      <source>raw raster: no mm</source>
      <translation>原始光栅：无毫米值</translation>
    </message>
    <message>
      <source>check spacing</source>
      <translation>请核对间距</translation>
    </message>
    <message>
      <source>This is the raw raster of the scanner; distances on it are wrong until it is scan-converted.</source>
      <translation>这是扫描设备的原始光栅；在扫描转换之前，其上的距离不正确。</translation>
    </message>
    <message>
      <source>The millimetres of this volume are not certain: {why}. Click to confirm them.</source>
      <translation>此图像的毫米值不确定：{why}。单击以确认。</translation>
    </message>
    <message>
      <source>its file does not say them</source>
      <translation>其文件未予说明</translation>
    </message>
    <message>
      <source>The pictures are in the study already; import the pair again to turn one over.</source>
      <translation>图像已在研究项目中；如需翻转，请重新导入图像对。</translation>
    </message>
    <message>
      <source>Store decisions</source>
      <translation>保存决定</translation>
    </message>
    <message>
      <source>Geometry of {case}</source>
      <translation>{case} 的几何信息</translation>
    </message>
    <message>
      <source>Confirm, type or measure something first.</source>
      <translation>请先确认、输入或测量。</translation>
    </message>
    <message>
      <source>Keep what was decided in the study; it can be undone in Cases.</source>
      <translation>将决定保存到研究项目；可在“病例”中撤销。</translation>
    </message>
    <message>
      <source>Numbers are</source>
      <translation>数值为</translation>
    </message>
    <message>
      <source>Meant as</source>
      <translation>读作</translation>
    </message>
    <message>
      <source>Landmark distance</source>
      <translation>标志点距离</translation>
    </message>
    <message>
      <source>Likeness</source>
      <translation>相似度</translation>
    </message>
    <message>
      <source>Points inside</source>
      <translation>在内点数</translation>
    </message>
    <message>
      <source>Median distance of the landmark pairs, in mm; small is right.</source>
      <translation>标志点对距离的中位数，mm；越小越好。</translation>
    </message>
    <message>
      <source>How alike the pictures are where the points lie, from -1 to 1; large is right.</source>
      <translation>各点处两图像的相似程度，-1 到 1；越大越好。</translation>
    </message>
    <message>
      <source>Share of the points that lie inside the scans; a wrong reading leads outside.</source>
      <translation>位于扫描之内的点所占比例；读法错误会使点落到外面。</translation>
    </message>
    <message>
      <source>mm, LPS (DICOM, ITK)</source>
      <translation>mm，LPS（DICOM、ITK）</translation>
    </message>
    <message>
      <source>mm, RAS (Slicer, NIfTI)</source>
      <translation>mm，RAS（Slicer、NIfTI）</translation>
    </message>
    <message>
      <source>voxels x, y, z</source>
      <translation>体素 x、y、z</translation>
    </message>
    <message>
      <source>voxels z, y, x</source>
      <translation>体素 z、y、x</translation>
    </message>
    <message>
      <source>voxels × spacing (BigWarp)</source>
      <translation>体素 × 间距（BigWarp）</translation>
    </message>
    <message>
      <source>scans as in the file</source>
      <translation>扫描与文件一致</translation>
    </message>
    <message>
      <source>scans exchanged</source>
      <translation>扫描互换</translation>
    </message>
    <message>
      <source>{n} mm</source>
      <translation>{n} mm</translation>
    </message>
    <message>
      <source>Leave out</source>
      <translation>不取用</translation>
    </message>
    <message>
      <source>Ways to read the file</source>
      <translation>文件的各种读法</translation>
    </message>
    <message>
      <source>Labels of the file</source>
      <translation>文件的标签</translation>
    </message>
    <message>
      <source>fixed → moving</source>
      <translation>固定 → 浮动</translation>
    </message>
    <message>
      <source>moving → fixed</source>
      <translation>浮动 → 固定</translation>
    </message>
    <message>
      <source>of the moving scan</source>
      <translation>属浮动扫描</translation>
    </message>
    <message>
      <source>Label in the file</source>
      <translation>文件中的标签</translation>
    </message>
    <message>
      <source>Voxels</source>
      <translation>体素</translation>
    </message>
    <message>
      <source>Becomes</source>
      <translation>成为</translation>
    </message>
    <message>
      <source>proposed</source>
      <translation>建议</translation>
    </message>
    <message>
      <source>stated by the file</source>
      <translation>文件给出</translation>
    </message>
    <message>
      <source>{value}  {name} (new)</source>
      <translation>{value}  {name}（新）</translation>
    </message>
    <message>
      <source>Put the region where the crosshair is</source>
      <translation>将区域移到十字线处</translation>
    </message>
    <message>
      <source>Draw everywhere again</source>
      <translation>恢复各处绘制</translation>
    </message>
    <message>
      <source>Width</source>
      <translation>宽度</translation>
    </message>
    <message>
      <source>Depth</source>
      <translation>深度</translation>
    </message>
    <message>
      <source>Length</source>
      <translation>长度</translation>
    </message>
    <message>
      <source>{name} of the region; its middle stays where it is</source>
      <translation>区域的{name}；其中心位置不变</translation>
    </message>
    <message>
      <source>Results of this case</source>
      <translation>此病例的结果</translation>
    </message>
    <message>
      <source>Choose a result first.</source>
      <translation>请先选择结果。</translation>
    </message>
    <message>
      <source>This result is in use; put it out of use first.</source>
      <translation>此结果正在使用；请先停用。</translation>
    </message>
    <message>
      <source>{n} more waiting</source>
      <translation>另有 {n} 个等待中</translation>
    </message>
    <message>
      <source>Put out of use</source>
      <translation>停用</translation>
    </message>
    <message>
      <source>Can the predicted error be believed? {result}</source>
      <translation>预测误差可信吗？{result}</translation>
    </message>
    <message>
      <source>Save as PNG…</source>
      <translation>存为 PNG…</translation>
    </message>
    <message>
      <source>Copy numbers</source>
      <translation>复制数据</translation>
    </message>
    <message>
      <source>Put all numbers of the figure on the clipboard, for a spreadsheet.</source>
      <translation>将图中所有数据复制到剪贴板，供电子表格使用。</translation>
    </message>
    <message>
      <source>Figures (*.png)</source>
      <translation>图片 (*.png)</translation>
    </message>
    <message>
      <source>Predicted error, mm</source>
      <translation>预测误差，mm</translation>
    </message>
    <message>
      <source>True error, mm</source>
      <translation>真实误差，mm</translation>
    </message>
    <message>
      <source>On the dashed line predictions are right; above it errors are larger than predicted.</source>
      <translation>虚线上预测正确；虚线以上误差大于预测。</translation>
    </message>
    <message>
      <source>95 % stay below</source>
      <translation>95 % 低于此线</translation>
    </message>
    <message>
      <source>landmarks of this case</source>
      <translation>此病例的标志点</translation>
    </message>
    <message>
      <source>not decided</source>
      <translation>未决定</translation>
    </message>
    <message>
      <source>Study {study} · reader {reader} · {made}</source>
      <translation>研究项目 {study} · 阅片者 {reader} · {made}</translation>
    </message>
    <message>
      <source>Coronal, transverse and sagittal slice of the fixed volume through {place} mm (LPS). Both: fixed green, moving magenta, grey where they agree.</source>
      <translation>固定图像经过 {place} mm (LPS) 的冠状面、横断面和矢状面。双图：固定为绿色，浮动为洋红色，一致处为灰色。</translation>
    </message>
    <message>
      <source>Registration report: {case}</source>
      <translation>配准报告：{case}</translation>
    </message>
    <message>
      <source>No millimetres: {why}</source>
      <translation>无毫米值：{why}</translation>
    </message>
    <message>
      <source>Figure</source>
      <translation>指标</translation>
    </message>
    <message>
      <source>as scanned</source>
      <translation>扫描原样</translation>
    </message>
    <message>
      <source>aligned</source>
      <translation>对齐后</translation>
    </message>
    <message>
      <source>limit</source>
      <translation>限值</translation>
    </message>
    <message>
      <source>{limits} ({source})</source>
      <translation>{limits}（{source}）</translation>
    </message>
    <message>
      <source>Thresholds: {list}</source>
      <translation>阈值：{list}</translation>
    </message>
    <message>
      <source>Changed threshold: {words} ({source})</source>
      <translation>已更改的阈值：{words}（{source}）</translation>
    </message>
    <message>
      <source>Decision of the reader</source>
      <translation>阅片者的决定</translation>
    </message>
    <message>
      <source>Can the predicted error be believed?</source>
      <translation>预测误差可信吗？</translation>
    </message>
    <message>
      <source>Drag along a known distance to lay a ruler. Keys: Home across, End down, arrows move its end, Del</source>
      <translation>沿已知距离拖动以放置标尺。按键：Home 横向，End 纵向，方向键移动端点，Del</translation>
    </message>
    <message>
      <source>Verdict</source>
      <translation>判定</translation>
    </message>
    <message>
      <source>Landmark error</source>
      <translation>标志点误差</translation>
    </message>
    <message>
      <source>Fit residual</source>
      <translation>拟合残差</translation>
    </message>
    <message>
      <source>Made</source>
      <translation>生成时间</translation>
    </message>
    <message>
      <source>Mean distance of the landmarks that did not drive the result: before → after registration.</source>
      <translation>未参与驱动该结果的标志点的平均距离：配准前 → 配准后。</translation>
    </message>
    <message>
      <source>How closely the landmarks that drove the result are met. This is a fit, not an accuracy.</source>
      <translation>驱动该结果的标志点的吻合程度。这是拟合，不是精度。</translation>
    </message>
    <message>
      <source>The method alone, without loading and checking.</source>
      <translation>仅方法本身的用时，不含载入和检查。</translation>
    </message>
    <message>
      <source>Choose a result to see its reasons.</source>
      <translation>选择结果以查看其判定理由。</translation>
    </message>
    <message>
      <source>Results appear here with their reasons.</source>
      <translation>结果及其判定理由显示在此处。</translation>
    </message>
    <message>
      <source>In use: both volumes are linked through it.</source>
      <translation>使用中：两个图像通过它联动。</translation>
    </message>
    <message>
      <source>Both volumes</source>
      <translation>双图</translation>
    </message>
    <message>
      <source>Results side by side</source>
      <translation>结果并排</translation>
    </message>
    <message>
      <source>Second view – Sonolign</source>
      <translation>第二视图 – Sonolign</translation>
    </message>
    <message>
      <source>What this window shows; it follows the crosshair of the other one.</source>
      <translation>此窗口显示的内容；它跟随另一窗口的十字线。</translation>
    </message>
    <message>
      <source>No registration result is in use; run one in Register.</source>
      <translation>没有正在使用的配准结果；请在“配准”中运行。</translation>
    </message>
    <message>
      <source>{name} is locked.</source>
      <translation>{name} 已锁定。</translation>
    </message>
    <message>
      <source>Finish the outline first: Enter fills it, Esc drops it.</source>
      <translation>请先完成轮廓：Enter 填充，Esc 放弃。</translation>
    </message>
    <message>
      <source>Segmentation tool</source>
      <translation>分割工具</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>大小</translation>
    </message>
    <message>
      <source>Other label</source>
      <translation>另一标签</translation>
    </message>
    <message>
      <source>Keep (Enter)</source>
      <translation>保留 (Enter)</translation>
    </message>
    <message>
      <source>Drop (Esc)</source>
      <translation>放弃 (Esc)</translation>
    </message>
    <message>
      <source>Show what the tool makes of the labels; nothing is changed yet</source>
      <translation>显示该工具对标签的处理结果；尚未更改任何内容</translation>
    </message>
    <message>
      <source>Make what is shown one edit</source>
      <translation>将所示内容作为一次编辑</translation>
    </message>
    <message>
      <source>Leave the labels as they are</source>
      <translation>保持标签原样</translation>
    </message>
    <message>
      <source>Choose another label to combine this one with.</source>
      <translation>请另选一个标签与此标签合并。</translation>
    </message>
    <message>
      <source>Working…</source>
      <translation>处理中…</translation>
    </message>
    <message>
      <source>fixed volume</source>
      <translation>固定图像</translation>
    </message>
    <message>
      <source>moving volume</source>
      <translation>浮动图像</translation>
    </message>
    <message>
      <source>A proposal for the {side} is shown: Enter keeps it, Esc drops it.</source>
      <translation>显示的是对{side}的提议：Enter 保留，Esc 放弃。</translation>
    </message>
    <message>
      <source>The proposal changes nothing.</source>
      <translation>该提议没有任何更改。</translation>
    </message>
    <message>
      <source>Draw on; it follows.</source>
      <translation>请继续画；结果会随之更新。</translation>
    </message>
    <message>
      <source>Numbers</source>
      <translation>数据</translation>
    </message>
    <message>
      <source>Outline the label in some slices; the gaps between them are filled.</source>
      <translation>在若干层面勾画该标签；其间的空隙将被填补。</translation>
    </message>
    <message>
      <source>Draw a few strokes of two or more labels, one of them for what is around; the rest of the volume follows. Draw more where it is wrong. Lock a label that is finished: it neither teaches nor changes.</source>
      <translation>为两个或更多标签画几笔，其中一个用于周围组织；其余部分自动得出。有误之处请补画。已完成的标签请锁定：它不再参与学习，也不再改变。</translation>
    </message>
    <message>
      <source>Draw seeds of two or more labels; each grows along its own brightness until they meet.</source>
      <translation>为两个或更多标签画种子；各自沿相近亮度生长，直至相接。</translation>
    </message>
    <message>
      <source>Reach</source>
      <translation>范围</translation>
    </message>
    <message>
      <source>Smooth: median</source>
      <translation>平滑：中值</translation>
    </message>
    <message>
      <source>Takes away what is thinner than the neighbourhood, fills notches.</source>
      <translation>去除比邻域更细的部分，填平缺口。</translation>
    </message>
    <message>
      <source>Radius</source>
      <translation>半径</translation>
    </message>
    <message>
      <source>Smooth: Gaussian</source>
      <translation>平滑：高斯</translation>
    </message>
    <message>
      <source>Rounds the border; the volume stays nearly the same.</source>
      <translation>使边界圆滑；体积几乎不变。</translation>
    </message>
    <message>
      <source>Strength</source>
      <translation>强度</translation>
    </message>
    <message>
      <source>Smooth: open</source>
      <translation>平滑：开运算</translation>
    </message>
    <message>
      <source>Takes away bridges and spikes thinner than twice the radius.</source>
      <translation>去除细于两倍半径的桥接和尖刺。</translation>
    </message>
    <message>
      <source>Smooth: close</source>
      <translation>平滑：闭运算</translation>
    </message>
    <message>
      <source>Fills gaps and notches thinner than twice the radius.</source>
      <translation>填补细于两倍半径的空隙和缺口。</translation>
    </message>
    <message>
      <source>Islands: keep the largest</source>
      <translation>孤岛：保留最大</translation>
    </message>
    <message>
      <source>Only the largest part stays.</source>
      <translation>只保留最大的部分。</translation>
    </message>
    <message>
      <source>Islands: remove small ones</source>
      <translation>孤岛：去除小块</translation>
    </message>
    <message>
      <source>Parts below a volume go.</source>
      <translation>去除小于指定体积的部分。</translation>
    </message>
    <message>
      <source>Smallest</source>
      <translation>最小体积</translation>
    </message>
    <message>
      <source>Islands: keep the one at the crosshair</source>
      <translation>孤岛：保留十字线处</translation>
    </message>
    <message>
      <source>Put the crosshair on the part that is to stay.</source>
      <translation>请将十字线放在要保留的部分上。</translation>
    </message>
    <message>
      <source>Islands: split</source>
      <translation>孤岛：拆分</translation>
    </message>
    <message>
      <source>Each part but the largest becomes a label of its own.</source>
      <translation>除最大部分外，每一部分各成为一个标签。</translation>
    </message>
    <message>
      <source>Fill holes</source>
      <translation>填补孔洞</translation>
    </message>
    <message>
      <source>What the label encloses becomes part of it.</source>
      <translation>标签所包围的部分并入该标签。</translation>
    </message>
    <message>
      <source>Margin: grow</source>
      <translation>边距：外扩</translation>
    </message>
    <message>
      <source>A margin is added all around, in mm.</source>
      <translation>向四周外扩一定边距，mm。</translation>
    </message>
    <message>
      <source>Margin</source>
      <translation>边距</translation>
    </message>
    <message>
      <source>Margin: shrink</source>
      <translation>边距：内缩</translation>
    </message>
    <message>
      <source>A margin is taken away all around, in mm.</source>
      <translation>向四周内缩一定边距，mm。</translation>
    </message>
    <message>
      <source>Hollow</source>
      <translation>取壳</translation>
    </message>
    <message>
      <source>Only a wall stays.</source>
      <translation>只保留一层壁。</translation>
    </message>
    <message>
      <source>Wall</source>
      <translation>壁厚</translation>
    </message>
    <message>
      <source>Logic: add</source>
      <translation>逻辑：相加</translation>
    </message>
    <message>
      <source>The other label's voxels are added.</source>
      <translation>并入另一标签的体素。</translation>
    </message>
    <message>
      <source>Logic: subtract</source>
      <translation>逻辑：相减</translation>
    </message>
    <message>
      <source>What the other label shares is taken away.</source>
      <translation>去除与另一标签共有的部分。</translation>
    </message>
    <message>
      <source>Logic: intersect</source>
      <translation>逻辑：相交</translation>
    </message>
    <message>
      <source>Only what both labels share stays.</source>
      <translation>只保留两个标签共有的部分。</translation>
    </message>
    <message>
      <source>Logic: copy</source>
      <translation>逻辑：复制</translation>
    </message>
    <message>
      <source>The label becomes what the other label is.</source>
      <translation>使该标签与另一标签相同。</translation>
    </message>
    <message>
      <source>The label of the other volume, through the registration in use, voxel by voxel.</source>
      <translation>经所用配准，逐体素取用另一图像的标签。</translation>
    </message>
    <message>
      <source>Take over, smoothly</source>
      <translation>平滑取用</translation>
    </message>
    <message>
      <source>The label of the other volume, through the registration in use; its border is interpolated.</source>
      <translation>经所用配准取用另一图像的标签；其边界经过插值。</translation>
    </message>
    <message>
      <source>Mark shadows</source>
      <translation>标出声影</translation>
    </message>
    <message>
      <source>Lines that turn dark and stay so to their end.</source>
      <translation>变暗后直到末端一直偏暗的扫描线。</translation>
    </message>
    <message>
      <source>Mark missing contact</source>
      <translation>标出接触不良</translation>
    </message>
    <message>
      <source>Lines that are dark from the skin on.</source>
      <translation>自皮肤起即偏暗的扫描线。</translation>
    </message>
    <message>
      <source>{title} ({unit})</source>
      <translation>{title}（{unit}）</translation>
    </message>
    <message>
      <source>From {low:g} to {high:g}{unit}</source>
      <translation>从 {low:g} 到 {high:g}{unit}</translation>
    </message>
    <message>
      <source>At least {low:g}{unit}</source>
      <translation>至少 {low:g}{unit}</translation>
    </message>
    <message>
      <source>At most {high:g}{unit}</source>
      <translation>至多 {high:g}{unit}</translation>
    </message>
    <message>
      <source>Saved {n} s ago</source>
      <translation>{n} 秒前已保存</translation>
    </message>
    <message>
      <source>Saved {n} min ago</source>
      <translation>{n} 分钟前已保存</translation>
    </message>
    <message>
      <source>Saved {n} h ago</source>
      <translation>{n} 小时前已保存</translation>
    </message>
    <message>
      <source>Every edit is written to disk by itself, a moment after you make it.</source>
      <translation>每项编辑完成后会立即自动写入磁盘。</translation>
    </message>
    <message>
      <source>NOT SAVED: {why}</source>
      <translation>未保存：{why}</translation>
    </message>
    <message>
      <source>Saving…</source>
      <translation>正在保存…</translation>
    </message>
    <message>
      <source>Read-only</source>
      <translation>只读</translation>
    </message>
    <message>
      <source>Saved</source>
      <translation>已保存</translation>
    </message>
    <message>
      <source>Reading files cannot be stopped half-way.</source>
      <translation>读取文件无法中途停止。</translation>
    </message>
    <message>
      <source>{name} will be the fixed volume. Drop the moving volume too, or choose it.</source>
      <translation>{name} 将作为固定图像。请再拖入浮动图像，或选择该图像。</translation>
    </message>
    <message>
      <source>Simulating the demo pair</source>
      <translation>正在模拟演示图像对</translation>
    </message>
    <message>
      <source>New study: name of its folder</source>
      <translation>新建研究项目：文件夹名称</translation>
    </message>
    <message>
      <source>Choose the moving volume</source>
      <translation>选择浮动图像</translation>
    </message>
    <message>
      <source>Save study as: name of its folder</source>
      <translation>研究项目另存为：文件夹名称</translation>
    </message>
    <message>
      <source>The unnamed study was kept; it is among the recent studies.</source>
      <translation>未命名的研究项目已保留；可在最近的研究项目中找到。</translation>
    </message>
    <message>
      <source>Drop two volume files or DICOM folders, or one study folder.</source>
      <translation>请拖入两个图像文件或 DICOM 文件夹，或一个研究项目文件夹。</translation>
    </message>
    <message>
      <source>From the front</source>
      <translation>从正面看</translation>
    </message>
    <message>
      <source>Surfaces of the labels, or the brightest voxels of the scan through its window</source>
      <translation>标签的表面，或按窗宽窗位显示扫描中最亮的体素</translation>
    </message>
    <message>
      <source>The volume that is shown</source>
      <translation>显示哪个图像</translation>
    </message>
    <message>
      <source>Show the three slices where they lie</source>
      <translation>在三个层面的实际位置显示它们</translation>
    </message>
    <message>
      <source>Show the landmarks of this volume</source>
      <translation>显示此图像的标志点</translation>
    </message>
    <message>
      <source>Look from the front again, the head up</source>
      <translation>恢复正面视角，头侧在上</translation>
    </message>
    <message>
      <source>Drag turns, wheel zooms, middle drag moves, a click jumps there</source>
      <translation>拖动旋转，滚轮缩放，中键拖动平移，单击跳到该处</translation>
    </message>
    <message>
      <source>Planes</source>
      <translation>平面</translation>
    </message>
    <message>
      <source>Building…</source>
      <translation>构建中…</translation>
    </message>
    <message>
      <source>Surfaces</source>
      <translation>表面</translation>
    </message>
    <message>
      <source>Scan (maximum)</source>
      <translation>扫描（最大值）</translation>
    </message>
    <message>
      <source>No label is drawn in this volume.</source>
      <translation>此图像中尚未画任何标签。</translation>
    </message>
    <message>
      <source>will be signed by {name}</source>
      <translation>将由 {name} 签署</translation>
    </message>
    <message>
      <source>Thresholds of {study}</source>
      <translation>{study} 的阈值</translation>
    </message>
    <message>
      <source>Checks, lights, figures and reports of this study are held to these. What you change is signed with your name and named wherever its verdict is shown.</source>
      <translation>本研究项目的检查项、指示灯、指标和报告均以此为准。您的更改以您的姓名签署，并在显示其判定之处注明。</translation>
    </message>
    <message>
      <source>Default: {value}</source>
      <translation>默认值：{value}</translation>
    </message>
    <message>
      <source>Verdicts are held to the changed thresholds now; Undo in Cases takes them back.</source>
      <translation>判定现以更改后的阈值为准；可在“病例”中撤销。</translation>
    </message>
    <message>
      <source>All defaults</source>
      <translation>全部恢复默认</translation>
    </message>
    <message>
      <source>Keep</source>
      <translation>保留</translation>
    </message>
    <message>
      <source>{who}; the default is that of {source}</source>
      <translation>{who}；默认值出自 {source}</translation>
    </message>
    <message>
      <source>This is the default already.</source>
      <translation>这已是默认值。</translation>
    </message>
    <message>
      <source>Back to the default.</source>
      <translation>恢复默认值。</translation>
    </message>
    <message>
      <source>The translations in {name} cannot be read: {why}.</source>
      <translation>无法读取 {name} 中的译文：{why}。</translation>
    </message>
    <message>
      <source>True size: {n} pixels to a millimetre, as you measured on this screen.</source>
      <translation>实际大小：每毫米 {n} 像素，按您在此屏幕上的测量。</translation>
    </message>
    <message>
      <source>True size: {n} pixels to a millimetre ({dpi} to an inch), as the screen says; View, Calibrate true size checks it with a ruler.</source>
      <translation>实际大小：每毫米 {n} 像素（每英寸 {dpi}），以屏幕报告为准；可用“视图，校准实际大小”以直尺核对。</translation>
    </message>
    <message>
      <source>True size: this screen does not say how large it is, so {dpi} pixels to an inch are assumed; View, Calibrate true size measures it with a ruler.</source>
      <translation>实际大小：此屏幕未报告其尺寸，假定每英寸 {dpi} 像素；可用“视图，校准实际大小”以直尺测量。</translation>
    </message>
    <message>
      <source>Calibrate true size</source>
      <translation>校准实际大小</translation>
    </message>
    <message>
      <source>Hold a ruler to the screen and enter how long the bar is.</source>
      <translation>将直尺放在屏幕上，输入线段的长度。</translation>
    </message>
    <message>
      <source>The length of the bar between its end strokes</source>
      <translation>线段两端短线之间的长度</translation>
    </message>
    <message>
      <source>The bar is</source>
      <translation>线段长度为</translation>
    </message>
    <message>
      <source>The planes are not turned.</source>
      <translation>平面未旋转。</translation>
    </message>
    <message>
      <source>{before:.1f} → {after:.1f} mm (n = {count})</source>
      <translation>{before:.1f} → {after:.1f} mm (n = {count})</translation>
    </message>
    <message>
      <source>This result was not judged.</source>
      <translation>此结果未经判定。</translation>
    </message>
    <message>
      <source>{mm:.2f} mm (n = {count})</source>
      <translation>{mm:.2f} mm (n = {count})</translation>
    </message>
    <message>
      <source>{s:.1f} s</source>
      <translation>{s:.1f} 秒</translation>
    </message>
    <message>
      <source>{m:.1f} min</source>
      <translation>{m:.1f} 分钟</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>设置</translation>
    </message>
    <message>
      <source>Versions</source>
      <translation>版本</translation>
    </message>
    <message>
      <source>Id</source>
      <translation>编号</translation>
    </message>
    <message>
      <source>There are no landmarks yet; choose the landmark tool and click.</source>
      <translation>还没有标志点；请选择标志点工具并单击。</translation>
    </message>
    <message>
      <source>Cine: {n} slices a second.</source>
      <translation>电影播放：每秒 {n} 层。</translation>
    </message>
    <message>
      <source>Layouts and other ways to look</source>
      <translation>布局及其他查看方式</translation>
    </message>
    <message>
      <source>Turn planes</source>
      <translation>旋转平面</translation>
    </message>
    <message>
      <source>Black and white</source>
      <translation>窗宽窗位</translation>
    </message>
    <message>
      <source>Fit pictures</source>
      <translation>适合窗格</translation>
    </message>
    <message>
      <source>Show every slice as large as its pane allows.</source>
      <translation>在窗格允许范围内尽量放大每一层面。</translation>
    </message>
    <message>
      <source>Centre on crosshair</source>
      <translation>以十字线为中心</translation>
    </message>
    <message>
      <source>Bring the crosshair to the middle of every pane.</source>
      <translation>将十字线移到各窗格中央。</translation>
    </message>
    <message>
      <source>Crosshair to the left</source>
      <translation>十字线左移</translation>
    </message>
    <message>
      <source>One voxel to the left in this pane.</source>
      <translation>在此窗格中左移一个体素。</translation>
    </message>
    <message>
      <source>Crosshair far to the left</source>
      <translation>十字线大幅左移</translation>
    </message>
    <message>
      <source>Ten voxels to the left in this pane.</source>
      <translation>在此窗格中左移十个体素。</translation>
    </message>
    <message>
      <source>Crosshair to the right</source>
      <translation>十字线右移</translation>
    </message>
    <message>
      <source>One voxel to the right in this pane.</source>
      <translation>在此窗格中右移一个体素。</translation>
    </message>
    <message>
      <source>Crosshair far to the right</source>
      <translation>十字线大幅右移</translation>
    </message>
    <message>
      <source>Ten voxels to the right in this pane.</source>
      <translation>在此窗格中右移十个体素。</translation>
    </message>
    <message>
      <source>Crosshair up</source>
      <translation>十字线上移</translation>
    </message>
    <message>
      <source>One voxel up in this pane.</source>
      <translation>在此窗格中上移一个体素。</translation>
    </message>
    <message>
      <source>Crosshair far up</source>
      <translation>十字线大幅上移</translation>
    </message>
    <message>
      <source>Ten voxels up in this pane.</source>
      <translation>在此窗格中上移十个体素。</translation>
    </message>
    <message>
      <source>Crosshair down</source>
      <translation>十字线下移</translation>
    </message>
    <message>
      <source>One voxel down in this pane.</source>
      <translation>在此窗格中下移一个体素。</translation>
    </message>
    <message>
      <source>Crosshair far down</source>
      <translation>十字线大幅下移</translation>
    </message>
    <message>
      <source>Ten voxels down in this pane.</source>
      <translation>在此窗格中下移十个体素。</translation>
    </message>
    <message>
      <source>Next pane</source>
      <translation>下一窗格</translation>
    </message>
    <message>
      <source>Keys go to the next plane of this volume.</source>
      <translation>按键转到此图像的下一平面。</translation>
    </message>
    <message>
      <source>Same plane of the other volume</source>
      <translation>另一图像的同一平面</translation>
    </message>
    <message>
      <source>Keys go to the other volume.</source>
      <translation>按键转到另一图像。</translation>
    </message>
    <message>
      <source>Maximise pane</source>
      <translation>最大化窗格</translation>
    </message>
    <message>
      <source>Show the pane under the pointer alone, and all panes again.</source>
      <translation>仅显示指针下的窗格，再按恢复全部窗格。</translation>
    </message>
    <message>
      <source>Layout: one pane</source>
      <translation>布局：单窗格</translation>
    </message>
    <message>
      <source>The pane under the pointer alone.</source>
      <translation>仅指针下的窗格。</translation>
    </message>
    <message>
      <source>Layout: one plane of both</source>
      <translation>布局：双图同一平面</translation>
    </message>
    <message>
      <source>The plane of the pane under the pointer, in both volumes.</source>
      <translation>指针下窗格的平面，两个图像同时显示。</translation>
    </message>
    <message>
      <source>Layout: two planes of both</source>
      <translation>布局：双图两个平面</translation>
    </message>
    <message>
      <source>The coronal and another plane, in both volumes.</source>
      <translation>冠状面和另一平面，两个图像同时显示。</translation>
    </message>
    <message>
      <source>Layout: all planes, alike</source>
      <translation>布局：全部平面等大</translation>
    </message>
    <message>
      <source>Three planes of both volumes, equally large, one volume above the other.</source>
      <translation>两个图像各三个平面，大小相同，上下排列。</translation>
    </message>
    <message>
      <source>Layout: coronal large</source>
      <translation>布局：冠状面放大</translation>
    </message>
    <message>
      <source>Three planes of both volumes, the coronal ones largest.</source>
      <translation>两个图像各三个平面，冠状面最大。</translation>
    </message>
    <message>
      <source>Layout: one volume</source>
      <translation>布局：单图像</translation>
    </message>
    <message>
      <source>Three planes of the volume under the pointer.</source>
      <translation>指针下图像的三个平面。</translation>
    </message>
    <message>
      <source>Next layout</source>
      <translation>下一布局</translation>
    </message>
    <message>
      <source>One layout after the other.</source>
      <translation>依次切换布局。</translation>
    </message>
    <message>
      <source>Layout before</source>
      <translation>上一布局</translation>
    </message>
    <message>
      <source>One layout back.</source>
      <translation>后退一个布局。</translation>
    </message>
    <message>
      <source>Second window</source>
      <translation>第二窗口</translation>
    </message>
    <message>
      <source>The same place seen in another way, in a window of its own for a second screen.</source>
      <translation>以另一方式显示同一位置，独立窗口，供第二显示器使用。</translation>
    </message>
    <message>
      <source>True size</source>
      <translation>实际大小</translation>
    </message>
    <message>
      <source>A millimetre of tissue is a millimetre on the screen, as far as the screen tells its size.</source>
      <translation>组织的一毫米即屏幕上的一毫米，以屏幕报告的尺寸为准。</translation>
    </message>
    <message>
      <source>Calibrate true size…</source>
      <translation>校准实际大小…</translation>
    </message>
    <message>
      <source>Measure with a ruler how large a millimetre is on this screen.</source>
      <translation>用直尺测量此屏幕上一毫米的大小。</translation>
    </message>
    <message>
      <source>Cine</source>
      <translation>电影播放</translation>
    </message>
    <message>
      <source>Let the slices of the pane under the mouse run to the end and back; any press stops them.</source>
      <translation>将鼠标下窗格的层面往返播放；按任意键停止。</translation>
    </message>
    <message>
      <source>Cine: other speed</source>
      <translation>电影播放：更换速度</translation>
    </message>
    <message>
      <source>From 2 to 20 slices a second.</source>
      <translation>每秒 2 到 20 层。</translation>
    </message>
    <message>
      <source>Link volumes</source>
      <translation>联动图像</translation>
    </message>
    <message>
      <source>Let both volumes follow one crosshair.</source>
      <translation>使两个图像跟随同一十字线。</translation>
    </message>
    <message>
      <source>Smooth pixels</source>
      <translation>平滑像素</translation>
    </message>
    <message>
      <source>Switch between smooth pictures and plain voxels.</source>
      <translation>在平滑图像与原始体素之间切换。</translation>
    </message>
    <message>
      <source>Thicker slab</source>
      <translation>增加层厚</translation>
    </message>
    <message>
      <source>Combine more slices into one picture, for a survey.</source>
      <translation>将更多层合并为一幅图像，便于概览。</translation>
    </message>
    <message>
      <source>Thinner slab</source>
      <translation>减小层厚</translation>
    </message>
    <message>
      <source>Combine fewer slices; at last one alone.</source>
      <translation>合并较少的层；最终只显示单层。</translation>
    </message>
    <message>
      <source>Slab: mean, maximum, minimum</source>
      <translation>厚层：均值、最大值、最小值</translation>
    </message>
    <message>
      <source>How the slices of a slab are combined: minimum finds dark lesions, maximum bright spots.</source>
      <translation>厚层中各层的合并方式：最小值突出暗病灶，最大值突出亮点。</translation>
    </message>
    <message>
      <source>A magnifier at the mouse: tap to switch it on or off, hold to see through it, turn the wheel while held for more. In overlays it shows the moving volume.</source>
      <translation>鼠标处的放大镜：轻按开关，按住查看，按住时转动滚轮可增大倍数。叠加显示时其中为浮动图像。</translation>
    </message>
    <message>
      <source>Turn planes clockwise</source>
      <translation>顺时针旋转平面</translation>
    </message>
    <message>
      <source>Turn the crosshair's lines in the pane under the pointer by 5°; the other planes turn along.</source>
      <translation>将指针下窗格中的十字线旋转 5°；其他平面随之旋转。</translation>
    </message>
    <message>
      <source>Turn planes the other way</source>
      <translation>逆时针旋转平面</translation>
    </message>
    <message>
      <source>Turn the crosshair's lines by 5° against the clock.</source>
      <translation>将十字线逆时针旋转 5°。</translation>
    </message>
    <message>
      <source>Turn planes finely</source>
      <translation>精细旋转平面</translation>
    </message>
    <message>
      <source>Turn by 1°.</source>
      <translation>旋转 1°。</translation>
    </message>
    <message>
      <source>Turn planes finely, the other way</source>
      <translation>反向精细旋转平面</translation>
    </message>
    <message>
      <source>Turn by 1° against the clock.</source>
      <translation>逆时针旋转 1°。</translation>
    </message>
    <message>
      <source>Straighten planes</source>
      <translation>摆正平面</translation>
    </message>
    <message>
      <source>Back to the volumes' own slices.</source>
      <translation>恢复图像自身的层面。</translation>
    </message>
    <message>
      <source>Automatic window</source>
      <translation>自动窗宽窗位</translation>
    </message>
    <message>
      <source>Set black and white from the values.</source>
      <translation>根据数值设定黑白范围。</translation>
    </message>
    <message>
      <source>Window: full range</source>
      <translation>窗宽窗位：全范围</translation>
    </message>
    <message>
      <source>From the darkest to the brightest value.</source>
      <translation>从最暗值到最亮值。</translation>
    </message>
    <message>
      <source>Window: soft</source>
      <translation>窗宽窗位：柔和</translation>
    </message>
    <message>
      <source>A little more contrast.</source>
      <translation>稍增对比度。</translation>
    </message>
    <message>
      <source>Window: strong</source>
      <translation>窗宽窗位：强对比</translation>
    </message>
    <message>
      <source>Much contrast, for faint borders.</source>
      <translation>高对比度，适合模糊边界。</translation>
    </message>
    <message>
      <source>Window: dark parts</source>
      <translation>窗宽窗位：暗部</translation>
    </message>
    <message>
      <source>Open up cysts and shadows.</source>
      <translation>显示囊肿和声影内部。</translation>
    </message>
    <message>
      <source>Window: own preset 1</source>
      <translation>窗宽窗位：自定预设 1</translation>
    </message>
    <message>
      <source>Black and white as you kept them.</source>
      <translation>您保存的窗宽窗位。</translation>
    </message>
    <message>
      <source>Window: own preset 2</source>
      <translation>窗宽窗位：自定预设 2</translation>
    </message>
    <message>
      <source>Window: own preset 3</source>
      <translation>窗宽窗位：自定预设 3</translation>
    </message>
    <message>
      <source>Window: own preset 4</source>
      <translation>窗宽窗位：自定预设 4</translation>
    </message>
    <message>
      <source>Window: own preset 5</source>
      <translation>窗宽窗位：自定预设 5</translation>
    </message>
    <message>
      <source>Keep window as preset…</source>
      <translation>将窗宽窗位存为预设…</translation>
    </message>
    <message>
      <source>Keep black and white of both volumes under a name of your own.</source>
      <translation>以自定名称保存两个图像的窗宽窗位。</translation>
    </message>
    <message>
      <source>Own window presets…</source>
      <translation>自定窗宽窗位预设…</translation>
    </message>
    <message>
      <source>Use, rename or delete the presets that you keep.</source>
      <translation>使用、重命名或删除您保存的预设。</translation>
    </message>
    <message>
      <source>Bookmark this view</source>
      <translation>将此视图存为书签</translation>
    </message>
    <message>
      <source>Keep crosshair, magnification, black and white, turn and overlay with the case.</source>
      <translation>将十字线、放大倍数、窗宽窗位、旋转和叠加方式随病例保存。</translation>
    </message>
    <message>
      <source>Next bookmark</source>
      <translation>下一书签</translation>
    </message>
    <message>
      <source>Look as the next bookmark says.</source>
      <translation>按下一书签显示。</translation>
    </message>
    <message>
      <source>Bookmark before</source>
      <translation>上一书签</translation>
    </message>
    <message>
      <source>Look as the bookmark before says.</source>
      <translation>按上一书签显示。</translation>
    </message>
    <message>
      <source>Bookmarks…</source>
      <translation>书签…</translation>
    </message>
    <message>
      <source>Show, rename or delete bookmarks.</source>
      <translation>显示、重命名或删除书签。</translation>
    </message>
    <message>
      <source>Keep black and white as they are now, under the name:</source>
      <translation>以此名称保存当前窗宽窗位：</translation>
    </message>
    <message>
      <source>Preset {n}</source>
      <translation>预设 {n}</translation>
    </message>
    <message>
      <source>You have no presets yet; keep one with Alt+W.</source>
      <translation>您还没有预设；按 Alt+W 保存一个。</translation>
    </message>
    <message>
      <source>You have {count} presets of your own; keep one more with Alt+W.</source>
      <translation>您有 {count} 个自定预设；按 Alt+W 可再保存一个。</translation>
    </message>
    <message>
      <source>Kept black and white as {name}.</source>
      <translation>已将窗宽窗位保存为 {name}。</translation>
    </message>
    <message>
      <source>Window preset</source>
      <translation>窗宽窗位预设</translation>
    </message>
    <message>
      <source>Window presets</source>
      <translation>窗宽窗位预设</translation>
    </message>
    <message>
      <source>Black and white that you keep; the first five have the keys Alt+5 to Alt+9.</source>
      <translation>您保存的窗宽窗位；前五个的按键为 Alt+5 到 Alt+9。</translation>
    </message>
    <message>
      <source>Import landmarks, labels or a transform</source>
      <translation>导入标志点、标签或变换</translation>
    </message>
    <message>
      <source>Open bundle</source>
      <translation>打开数据包</translation>
    </message>
    <message>
      <source>Bundle</source>
      <translation>数据包</translation>
    </message>
    <message>
      <source>What should be done with {name}?</source>
      <translation>要如何处理 {name}？</translation>
    </message>
    <message>
      <source>Its cases can be added to the open study, {title}: cases that are there already are skipped, and a case that differs from one of the same id gets an id of its own. Nothing of yours is changed.</source>
      <translation>其病例可加入当前打开的研究项目 {title}：已有的病例将跳过，与同编号病例内容不同的病例会另给编号。您的内容不会有任何改变。</translation>
    </message>
    <message>
      <source>Add to this study</source>
      <translation>加入本研究项目</translation>
    </message>
    <message>
      <source>Open as a study of its own…</source>
      <translation>作为独立的研究项目打开…</translation>
    </message>
    <message>
      <source>Landmarks, labels, transforms</source>
      <translation>标志点、标签、变换</translation>
    </message>
    <message>
      <source>Bundles</source>
      <translation>数据包</translation>
    </message>
    <message>
      <source>Cancelled.</source>
      <translation>已取消。</translation>
    </message>
    <message>
      <source>A batch needs at least one process and one thread for each, got {p} processes and {t} threads.</source>
      <translation>批处理至少需要一个进程，每个进程至少一个线程，实际为 {p} 个进程和 {t} 个线程。</translation>
    </message>
    <message>
      <source>A cluster needs the library distributed: pip install 'sonolign[cluster]'.</source>
      <translation>集群需要 distributed 库：pip install 'sonolign[cluster]'。</translation>
    </message>
    <message>
      <source>No scheduler answers at {address}.</source>
      <translation>{address} 处没有调度器应答。</translation>
    </message>
    <message>
      <source>case</source>
      <translation>病例</translation>
    </message>
    <message>
      <source>method</source>
      <translation>方法</translation>
    </message>
    <message>
      <source>verdict</source>
      <translation>判定</translation>
    </message>
    <message>
      <source>problem</source>
      <translation>问题</translation>
    </message>
    <message>
      <source>Name at least one method; `sonolign methods` lists them.</source>
      <translation>请至少指定一种方法；`sonolign methods` 可列出所有方法。</translation>
    </message>
    <message>
      <source>{folder} holds a bench that was run differently ({before}); choose another folder.</source>
      <translation>{folder} 中的基准测试运行条件不同（{before}）；请另选文件夹。</translation>
    </message>
    <message>
      <source>{method} has no preset {preset}; it has: {known}.</source>
      <translation>{method} 没有预设 {preset}；可用的有：{known}。</translation>
    </message>
    <message>
      <source>{path} cannot be read; delete it, or choose another folder.</source>
      <translation>无法读取 {path}；请将其删除，或另选文件夹。</translation>
    </message>
    <message>
      <source>Two cases are called {name}; rename one of their folders.</source>
      <translation>有两个病例名为 {name}；请重命名其中一个的文件夹。</translation>
    </message>
    <message>
      <source>{place} is neither a case folder (fixed.nii.gz, moving.nii.gz, and landmarks.csv or labels_fixed.nii.gz and labels_moving.nii.gz), nor a folder of such, nor a study.</source>
      <translation>{place} 既不是病例文件夹（fixed.nii.gz、moving.nii.gz，以及 landmarks.csv 或 labels_fixed.nii.gz 和 labels_moving.nii.gz），也不是其上级文件夹，也不是研究项目。</translation>
    </message>
    <message>
      <source>Case {name} is held out: it may be scored, but nothing may be tuned on it.</source>
      <translation>病例 {name} 为留出病例：可以评分，但不得用于调参。</translation>
    </message>
    <message>
      <source>Case {name} has no landmarks (landmarks.csv) to train on.</source>
      <translation>病例 {name} 没有可供训练的标志点（landmarks.csv）。</translation>
    </message>
    <message>
      <source>{path} must hold one JSON object.</source>
      <translation>{path} 必须含有一个 JSON 对象。</translation>
    </message>
    <message>
      <source>{path} holds no landmark.</source>
      <translation>{path} 不含标志点。</translation>
    </message>
    <message>
      <source>{path} cannot be read: {why}.</source>
      <translation>无法读取 {path}：{why}。</translation>
    </message>
    <message>
      <source>{path} says that a scan shows the {breast} breast; laterality is left or right.</source>
      <translation>{path} 说扫描的是“{breast}”乳房；laterality 只能是 left 或 right。</translation>
    </message>
    <message>
      <source>{path} must have the columns {wanted} with numbers in mm.</source>
      <translation>{path} 必须有 {wanted} 列，数值单位为 mm。</translation>
    </message>
    <message>
      <source>{path} must hold disp, spacing and origin: {why}.</source>
      <translation>{path} 必须含有 disp、spacing 和 origin：{why}。</translation>
    </message>
    <message>
      <source>Case {name} cannot be scored in mm, because {why}.</source>
      <translation>病例 {name} 无法以 mm 评分，因为{why}。</translation>
    </message>
    <message>
      <source>Case {name} has no {kind}.</source>
      <translation>病例 {name} 没有 {kind}。</translation>
    </message>
    <message>
      <source>{clock} – left or right breast? {mm} mm, ↓{deep} mm</source>
      <translation>{clock} – 左乳还是右乳？ {mm} mm, ↓{deep} mm</translation>
    </message>
    <message>
      <source>L {clock} {height} {across}, {mm} mm, ↓{deep} mm</source>
      <translation>左 {clock} {across}{height}象限, {mm} mm, ↓{deep} mm</translation>
    </message>
    <message>
      <source>R {clock} {height} {across}, {mm} mm, ↓{deep} mm</source>
      <translation>右 {clock} {across}{height}象限, {mm} mm, ↓{deep} mm</translation>
    </message>
    <message>
      <source>at the nipple, ↓{deep} mm</source>
      <translation>乳头处, ↓{deep} mm</translation>
    </message>
    <message>
      <source>A breast is left or right, not {breast}.</source>
      <translation>乳房只有左或右，没有 {breast}。</translation>
    </message>
    <message>
      <source>The fixed volume is said to show the {fixed} breast and the moving one the {moving} breast; they are not registered, because no place of one lies in the other. If this is a mistake, put it right in Cases with Confirm geometry, or in the case.json of a bench.</source>
      <translation>固定体数据标明为{fixed}乳，移动体数据标明为{moving}乳；两者不予配准，因为一侧的任何位置都不在另一侧中。若标明有误，请在“病例”中用“确认几何信息”更正，或在基准测试的 case.json 中更正。</translation>
    </message>
    <message>
      <source>Case {case} was added.</source>
      <translation>已添加病例 {case}。</translation>
    </message>
    <message>
      <source>Case {case} was there; work of {what} was added to it.</source>
      <translation>病例 {case} 已存在；已补入 {what} 的工作。</translation>
    </message>
    <message>
      <source>Case {case} was there already, with the same content.</source>
      <translation>病例 {case} 已存在，且内容相同。</translation>
    </message>
    <message>
      <source>Case {case} differs from the one in the study, so it was added as {new}.</source>
      <translation>病例 {case} 与研究项目中的不同，已添加为 {new}。</translation>
    </message>
    <message>
      <source>The case list is open for editing in another window; cases cannot be added here.</source>
      <translation>病例列表正在另一窗口中编辑；此处不能添加病例。</translation>
    </message>
    <message>
      <source>The bundle is refused: case {case} has no scans; get the bundle again.</source>
      <translation>拒绝读取数据包：病例 {case} 没有扫描；请重新获取数据包。</translation>
    </message>
    <message>
      <source>Add cases of a bundle ({count})</source>
      <translation>添加数据包中的病例（{count} 个）</translation>
    </message>
    <message>
      <source>{name} is refused: {why}; get the bundle again.</source>
      <translation>拒绝读取 {name}：{why}；请重新获取数据包。</translation>
    </message>
    <message>
      <source>{path} is not an empty folder; choose another place for the study.</source>
      <translation>{path} 不是空文件夹；请为研究项目另选位置。</translation>
    </message>
    <message>
      <source>{name} needs {want} MB of disk, {have} MB are free; free some space.</source>
      <translation>{name} 需要 {want} MB 磁盘空间，可用 {have} MB；请释放空间。</translation>
    </message>
    <message>
      <source>{name} is no bundle of this program or is damaged; copy it again.</source>
      <translation>{name} 不是本程序的数据包，或已损坏；请重新复制。</translation>
    </message>
    <message>
      <source>The spacing of a grid must be positive, got {s} mm.</source>
      <translation>网格间距必须为正，实际为 {s} mm。</translation>
    </message>
    <message>
      <source>Case {case}: labels overlap, so {file} holds those of layer {n}.</source>
      <translation>病例 {case}：标签互相重叠，因此 {file} 保存图层 {n} 的标签。</translation>
    </message>
    <message>
      <source>Case {case}: the millimetres in these files are not to be trusted, because {why}.</source>
      <translation>病例 {case}：这些文件中的毫米值不可信，因为{why}。</translation>
    </message>
    <message>
      <source>Moving, as scanned</source>
      <translation>浮动图像，扫描原样</translation>
    </message>
    <message>
      <source>Moving, aligned</source>
      <translation>浮动图像，对齐后</translation>
    </message>
    <message>
      <source>Both, as scanned</source>
      <translation>双图，扫描原样</translation>
    </message>
    <message>
      <source>Both, aligned</source>
      <translation>双图，对齐后</translation>
    </message>
    <message>
      <source>· {name}</source>
      <translation>· {name}</translation>
    </message>
    <message>
      <source>Loop {loop}: median gap (95 % of places below), mm (no accuracy)</source>
      <translation>环路 {loop}：闭合差中位数（95 % 的位置低于），mm（不是精度）</translation>
    </message>
    <message>
      <source>{when}, on the processor, {n} threads</source>
      <translation>{when}，处理器，{n} 线程</translation>
    </message>
    <message>
      <source>No registration is in use, so there is nothing to report on; run one, or choose one.</source>
      <translation>没有正在使用的配准，因此没有可报告的内容；请运行或选用一个配准。</translation>
    </message>
    <message>
      <source>{reader} has not read {case}; check both names.</source>
      <translation>{reader} 没有阅读过 {case}；请核对两个名称。</translation>
    </message>
    <message>
      <source>Landmark error (TRE), mean of {n} pairs [95 % interval], mm</source>
      <translation>标志点误差（TRE），{n} 个点对的均值 [95 % 区间]，mm</translation>
    </message>
    <message>
      <source>Fit to the {n} pairs that drove it, mean, mm (no accuracy)</source>
      <translation>对 {n} 个驱动点对的拟合，均值，mm（不是精度）</translation>
    </message>
    <message>
      <source>Segmentations, in both scans: Dice (mean distance, HD95 in mm)</source>
      <translation>两个扫描中的分割：Dice（平均距离、HD95，mm）</translation>
    </message>
    <message>
      <source>Segmentations, which drove it (a fit): Dice (mean distance, HD95 in mm)</source>
      <translation>参与驱动的分割（拟合）：Dice（平均距离、HD95，mm）</translation>
    </message>
    <message>
      <source>· {name}, {share:.0%} of it</source>
      <translation>· {name}，其中 {share:.0%}</translation>
    </message>
    <message>
      <source>{when}, on the graphics card</source>
      <translation>{when}，显卡</translation>
    </message>
    <message>
      <source>{when}, on the processor, one thread</source>
      <translation>{when}，处理器，单线程</translation>
    </message>
    <message>
      <source>the pictures, {n} landmark pairs and the segmentations</source>
      <translation>图像、{n} 个标志点对和分割</translation>
    </message>
    <message>
      <source>the pictures and {n} landmark pairs</source>
      <translation>图像和 {n} 个标志点对</translation>
    </message>
    <message>
      <source>the pictures and the segmentations</source>
      <translation>图像和分割</translation>
    </message>
    <message>
      <source>the pictures alone</source>
      <translation>仅图像</translation>
    </message>
    <message>
      <source>Folded places, %</source>
      <translation>折叠处，%</translation>
    </message>
    <message>
      <source>Registration, s</source>
      <translation>配准用时，s</translation>
    </message>
    <message>
      <source>{who}; default {default}, {source}</source>
      <translation>{who}；默认值 {default}，{source}</translation>
    </message>
    <message>
      <source>Programs</source>
      <translation>程序</translation>
    </message>
    <message>
      <source>Driven by</source>
      <translation>驱动来源</translation>
    </message>
    <message>
      <source>Fixed voxels</source>
      <translation>固定图像体素</translation>
    </message>
    <message>
      <source>Moving voxels</source>
      <translation>浮动图像体素</translation>
    </message>
    <message>
      <source>Fixed geometry</source>
      <translation>固定图像几何信息</translation>
    </message>
    <message>
      <source>Moving geometry</source>
      <translation>浮动图像几何信息</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>报告</translation>
    </message>
    <message>
      <source>Largest landmark error, mm</source>
      <translation>最大标志点误差，mm</translation>
    </message>
    <message>
      <source>Spread of local volume change (SD of ln J)</source>
      <translation>局部体积变化的离散度（ln J 的标准差）</translation>
    </message>
    <message>
      <source>How this case was last looked at could not be read; it opens as if it were new.</source>
      <translation>无法读取此病例上次的查看状态；按新病例打开。</translation>
    </message>
    <message>
      <source>{reader} has landmarks or registrations in this case, which rest on the present spacing; import the pair again as a new case to give it another one.</source>
      <translation>{reader} 在此病例中已有标志点或配准，它们依据现有间距；如需改变间距，请将图像对重新导入为新病例。</translation>
    </message>
    <message>
      <source>{name} is of no kind that can be converted.</source>
      <translation>{name} 的类型无法转换。</translation>
    </message>
    <message>
      <source>{name} is no file for {what}; use one of {kinds}.</source>
      <translation>{name} 不是可用于{what}的文件；请使用 {kinds} 之一。</translation>
    </message>
    <message>
      <source>A field needs a grid to lie on; give the fixed scan as well.</source>
      <translation>位移场需要所在的网格；请同时给出固定扫描。</translation>
    </message>
    <message>
      <source>This format counts in voxels; give the fixed and the moving scan as well.</source>
      <translation>此格式以体素计；请同时给出固定扫描和浮动扫描。</translation>
    </message>
    <message>
      <source>Millimetres are doubtful: {doubt}</source>
      <translation>毫米值存疑：{doubt}</translation>
    </message>
    <message>
      <source>The protocol asks for more landmarks ({gaps}); say in the comment why the case is complete without them.</source>
      <translation>方案要求更多标志点（{gaps}）；请在备注中说明为何缺少这些仍算完成。</translation>
    </message>
    <message>
      <source>Add {count} simulated landmarks</source>
      <translation>添加 {count} 个模拟标志点</translation>
    </message>
    <message>
      <source>loading {a}</source>
      <translation>载入 {a}</translation>
    </message>
    <message>
      <source>checking the result</source>
      <translation>正在检查结果</translation>
    </message>
    <message>
      <source>The graphics card has too little memory; going on with the processor.</source>
      <translation>显卡内存不足；改用处理器继续。</translation>
    </message>
    <message>
      <source>A device is auto, cpu, cuda or mps, got {device}.</source>
      <translation>设备应为 auto、cpu、cuda 或 mps，实际为 {device}。</translation>
    </message>
    <message>
      <source>This computer has no {device} device; choose auto or cpu.</source>
      <translation>此计算机没有 {device} 设备；请选择 auto 或 cpu。</translation>
    </message>
    <message>
      <source>{method} returned {kind} instead of a transform; tell its author that a method returns an Affine, a DisplacementField or a Composite of them.</source>
      <translation>{method} 返回的是 {kind} 而不是变换；请告知其作者：方法应返回 Affine、DisplacementField 或由它们组成的 Composite。</translation>
    </message>
    <message>
      <source>predicted error</source>
      <translation>预测误差</translation>
    </message>
    <message>
      <source>No place of the fixed scan comes to lie where the moving scan shows it.</source>
      <translation>固定扫描中没有任何位置落入浮动扫描的显示范围。</translation>
    </message>
    <message>
      <source>taking labels through</source>
      <translation>正在传递标签</translation>
    </message>
    <message>
      <source>the geometry of the {side} volume is not confirmed ({doubt})</source>
      <translation>{side}图像的几何信息未确认（{doubt}）</translation>
    </message>
    <message>
      <source>its raster is not scan-converted</source>
      <translation>其光栅未经扫描转换</translation>
    </message>
    <message>
      <source>The volumes cannot be handed to the method: {reason}. Make room in the folder {folder}.</source>
      <translation>无法将图像交给该方法：{reason}。请在文件夹 {folder} 中腾出空间。</translation>
    </message>
    <message>
      <source>NIfTI (ITK-SNAP, ANTs, FSL)</source>
      <translation>NIfTI（ITK-SNAP、ANTs、FSL）</translation>
    </message>
    <message>
      <source>Scans, labels with names, warped scan and displacement field as .nii.gz, landmarks as .csv.</source>
      <translation>扫描、带名称的标签、变形后的扫描和位移场为 .nii.gz，标志点为 .csv。</translation>
    </message>
    <message>
      <source>3D Slicer</source>
      <translation>3D Slicer</translation>
    </message>
    <message>
      <source>Scans as .nrrd, labels as .seg.nrrd, landmarks as .mrk.json, the transform as .h5 (.tfm, .mat).</source>
      <translation>扫描为 .nrrd，标签为 .seg.nrrd，标志点为 .mrk.json，变换为 .h5（.tfm、.mat）。</translation>
    </message>
    <message>
      <source>ITK transform (ANTs, elastix, greedy)</source>
      <translation>ITK 变换（ANTs、elastix、greedy）</translation>
    </message>
    <message>
      <source>The transform as .h5; where it is linear also as .tfm, and as .mat in RAS.</source>
      <translation>变换为 .h5；线性变换另存为 .tfm，以及 RAS 坐标系的 .mat。</translation>
    </message>
    <message>
      <source>DICOM objects</source>
      <translation>DICOM 对象</translation>
    </message>
    <message>
      <source>Segmentation, Spatial or Deformable Registration and Spatial Fiducials as .dcm.</source>
      <translation>Segmentation、Spatial 或 Deformable Registration 以及 Spatial Fiducials，为 .dcm。</translation>
    </message>
    <message>
      <source>BigWarp</source>
      <translation>BigWarp</translation>
    </message>
    <message>
      <source>Landmarks as the .csv of BigWarp.</source>
      <translation>标志点为 BigWarp 的 .csv。</translation>
    </message>
    <message>
      <source>Tables</source>
      <translation>表格</translation>
    </message>
    <message>
      <source>Landmarks as .csv for spreadsheets and for Slicer.</source>
      <translation>标志点为 .csv，供电子表格和 Slicer 使用。</translation>
    </message>
    <message>
      <source>The moving scan and its labels on the fixed or a chosen grid as .nii.gz.</source>
      <translation>浮动扫描及其标签，位于固定网格或所选网格上，为 .nii.gz。</translation>
    </message>
    <message>
      <source>VoxelMorph, MONAI</source>
      <translation>VoxelMorph、MONAI</translation>
    </message>
    <message>
      <source>The displacement field in voxels as .npz.</source>
      <translation>以体素为单位的位移场，为 .npz。</translation>
    </message>
    <message>
      <source>Learn2Reg data set</source>
      <translation>Learn2Reg 数据集</translation>
    </message>
    <message>
      <source>All chosen cases as one data set: images, labels, landmarks, displacement fields and the JSON that lists them.</source>
      <translation>所选全部病例合为一个数据集：图像、标签、标志点、位移场及列出它们的 JSON。</translation>
    </message>
    <message>
      <source>Bundle for another workstation</source>
      <translation>供其他工作站使用的数据包</translation>
    </message>
    <message>
      <source>Everything of the chosen cases in one .zip, with all readers' work and its history, to the last bit.</source>
      <translation>所选病例的全部内容存为一个 .zip，包括所有阅片者的工作及其历史，一位不差。</translation>
    </message>
    <message>
      <source>There is no format {format}; choose one of {known}.</source>
      <translation>没有格式 {format}；请选择 {known} 之一。</translation>
    </message>
    <message>
      <source>There is nothing to export as {format}: no landmarks, labels or result by {reader}.</source>
      <translation>没有可导出为 {format} 的内容：没有 {reader} 的标志点、标签或结果。</translation>
    </message>
    <message>
      <source>checking the result: regularity</source>
      <translation>正在检查结果：规则性</translation>
    </message>
    <message>
      <source>checking the result: done</source>
      <translation>正在检查结果：完成</translation>
    </message>
    <message>
      <source>finite</source>
      <translation>有限性</translation>
    </message>
    <message>
      <source>The transform gives every point a place.</source>
      <translation>变换为每个点都给出了位置。</translation>
    </message>
    <message>
      <source>moves</source>
      <translation>位移</translation>
    </message>
    <message>
      <source>The transform moves nothing, and the scans do not agree ({before:.2f}).</source>
      <translation>变换没有产生任何移动，且两扫描不一致（{before:.2f}）。</translation>
    </message>
    <message>
      <source>similarity</source>
      <translation>相似度</translation>
    </message>
    <message>
      <source>Local correlation of the scans: {before:.2f} → {after:.2f}.</source>
      <translation>两扫描的局部相关：{before:.2f} → {after:.2f}。</translation>
    </message>
    <message>
      <source>The millimetres of {name} are not confirmed; take every distance here as provisional.</source>
      <translation>{name} 的毫米值尚未确认；请将此处所有距离视为暂定值。</translation>
    </message>
    <message>
      <source>The transform gives no place for {count} of {total} points.</source>
      <translation>{total} 个点中有 {count} 个，变换未给出位置。</translation>
    </message>
    <message>
      <source>The transform moves points by up to {mm:.1f} mm.</source>
      <translation>变换使点最多移动 {mm:.1f} mm。</translation>
    </message>
    <message>
      <source>The transform moves nothing, and the scans do not overlap.</source>
      <translation>变换没有产生任何移动，且两扫描没有重叠。</translation>
    </message>
    <message>
      <source>The transform moves nothing, and the scans agree as they are ({before:.2f}).</source>
      <translation>变换没有产生任何移动，两扫描原本即一致（{before:.2f}）。</translation>
    </message>
    <message>
      <source>The transform moves nothing, although the scans do not quite agree ({before:.2f}).</source>
      <translation>变换没有产生任何移动，而两扫描并不完全一致（{before:.2f}）。</translation>
    </message>
    <message>
      <source>The scans have nothing in common after registration that could be compared.</source>
      <translation>配准后两扫描没有可供比较的共同部分。</translation>
    </message>
    <message>
      <source>Local correlation is {after:.2f}; before, the scans did not overlap.</source>
      <translation>局部相关为 {after:.2f}；配准前两扫描没有重叠。</translation>
    </message>
    <message>
      <source>The scans are less alike than before: local correlation {before:.2f} → {after:.2f}.</source>
      <translation>两扫描的相似度低于配准前：局部相关 {before:.2f} → {after:.2f}。</translation>
    </message>
    <message>
      <source>match</source>
      <translation>吻合</translation>
    </message>
    <message>
      <source>There is too little structure in the overlap to tell whether the scans match.</source>
      <translation>重叠区内结构太少，无法判断两扫描是否吻合。</translation>
    </message>
    <message>
      <source>inverse</source>
      <translation>可逆性</translation>
    </message>
    <message>
      <source>No point of the fixed scan comes to lie inside the moving scan.</source>
      <translation>固定扫描中没有任何点落入浮动扫描之内。</translation>
    </message>
    <message>
      <source>error</source>
      <translation>误差</translation>
    </message>
    <message>
      <source>The landmark error is not stated: the millimetres of {name} are not confirmed.</source>
      <translation>不给出标志点误差：{name} 的毫米值尚未确认。</translation>
    </message>
    <message>
      <source>fit</source>
      <translation>拟合</translation>
    </message>
    <message>
      <source>The {count} pairs that drove it are met to {mm:.2f} mm; this is a fit, not an accuracy.</source>
      <translation>驱动它的 {count} 个点对吻合到 {mm:.2f} mm；这是拟合，不是精度。</translation>
    </message>
    <message>
      <source>The scans match here clearly better than {shift:.0f} mm aside (by {ahead:.2f}).</source>
      <translation>两扫描在此处的吻合明显优于错开 {shift:.0f} mm 时（高出 {ahead:.2f}）。</translation>
    </message>
    <message>
      <source>The scans match here only a little better than {shift:.0f} mm aside (by {ahead:.2f}).</source>
      <translation>两扫描在此处的吻合仅略优于错开 {shift:.0f} mm 时（高出 {ahead:.2f}）。</translation>
    </message>
    <message>
      <source>The scans match here no better than {shift:.0f} mm aside (by {ahead:.2f}): nothing was found, or they do not belong together.</source>
      <translation>两扫描在此处的吻合不优于错开 {shift:.0f} mm 时（差 {ahead:.2f}）：未找到对应，或两者并不相属。</translation>
    </message>
    <message>
      <source>Local structure finds its counterpart near by at {share:.0%} of the places beyond those by chance.</source>
      <translation>扣除偶然后，局部结构在 {share:.0%} 的位置能于附近找到对应之处。</translation>
    </message>
    <message>
      <source>Local structure finds its counterpart near by at only {share:.0%} of the places beyond those by chance; look closely.</source>
      <translation>扣除偶然后，局部结构仅在 {share:.0%} 的位置能于附近找到对应之处；请仔细查看。</translation>
    </message>
    <message>
      <source>Local structure finds its counterpart near by at only {share:.0%} of the places beyond those by chance: nothing was found, or the scans do not belong together.</source>
      <translation>扣除偶然后，局部结构仅在 {share:.0%} 的位置能于附近找到对应之处：未能配准，或两个扫描不属于同一对。</translation>
    </message>
    <message>
      <source>The predicted error is {mean:.1f} mm on average, and below {bound:.1f} mm nearly everywhere. Tolerated: {limit:g} mm mean, {largest:g} mm largest ({source}).</source>
      <translation>预测误差平均为 {mean:.1f} mm，几乎处处低于 {bound:.1f} mm。允许值：平均 {limit:g} mm，最大 {largest:g} mm（{source}）。</translation>
    </message>
    <message>
      <source>The predicted error is {mean:.1f} mm on average, but more than {limit:g} mm at {beyond:.0%} of the places. Tolerated: {limit:g} mm mean, {largest:g} mm largest ({source}).</source>
      <translation>预测误差平均为 {mean:.1f} mm，但超过 {limit:g} mm 的位置占 {beyond:.0%}。允许值：平均 {limit:g} mm，最大 {largest:g} mm（{source}）。</translation>
    </message>
    <message>
      <source>The predicted error is {mean:.1f} mm on average, and more than {limit:g} mm at {beyond:.0%} of the places: this is no alignment. Tolerated: {limit:g} mm mean, {largest:g} mm largest ({source}).</source>
      <translation>预测误差平均为 {mean:.1f} mm，超过 {limit:g} mm 的位置占 {beyond:.0%}：未对齐。允许值：平均 {limit:g} mm，最大 {largest:g} mm（{source}）。</translation>
    </message>
    <message>
      <source>The predicted error is {mean:.1f} mm on average. It was judged by other thresholds ({limit:g} mm mean, {largest:g} mm largest); run the registration again to have it judged by those of today.</source>
      <translation>预测误差平均为 {mean:.1f} mm。判定时采用的是其他阈值（平均 {limit:g} mm，最大 {largest:g} mm）；如需按当前阈值判定，请重新运行配准。</translation>
    </message>
    <message>
      <source>thresholds of this study</source>
      <translation>本研究项目的阈值</translation>
    </message>
    <message>
      <source>overlap</source>
      <translation>重叠</translation>
    </message>
    <message>
      <source>{share:.0%} of the fixed scan comes to lie inside the moving scan.</source>
      <translation>固定扫描的 {share:.0%} 落入浮动扫描之内。</translation>
    </message>
    <message>
      <source>recognition</source>
      <translation>识别</translation>
    </message>
    <message>
      <source>The transform folds at {share:.3%} of the points.</source>
      <translation>变换在 {share:.3%} 的点处发生折叠。</translation>
    </message>
    <message>
      <source>The transform folds nowhere.</source>
      <translation>变换没有折叠。</translation>
    </message>
    <message>
      <source>Local volume changes by factors of {low:.2f} to {high:.2f} (standard deviation of the logarithm {sd:.2f}).</source>
      <translation>局部体积变化为 {low:.2f} 到 {high:.2f} 倍（对数标准差 {sd:.2f}）。</translation>
    </message>
    <message>
      <source>Points move by {common:.1f} mm together and by {local:.1f} mm (median) against each other.</source>
      <translation>各点共同移动 {common:.1f} mm，彼此相对移动 {local:.1f} mm（中位数）。</translation>
    </message>
    <message>
      <source>Landmark error: mean {before:.1f} → {after:.1f} mm, largest {largest:.1f} mm, over {count} pairs that did not drive it.</source>
      <translation>标志点误差：平均 {before:.1f} → {after:.1f} mm，最大 {largest:.1f} mm，基于 {count} 个未参与驱动的点对。</translation>
    </message>
    <message>
      <source>folding</source>
      <translation>折叠</translation>
    </message>
    <message>
      <source>volume change</source>
      <translation>体积变化</translation>
    </message>
    <message>
      <source>There and back again, 95 % of the points return to within {mm:.2f} mm.</source>
      <translation>往返一次，95 % 的点返回时偏差不超过 {mm:.2f} mm。</translation>
    </message>
    <message>
      <source>displacement</source>
      <translation>相对位移</translation>
    </message>
    <message>
      <source>In the {side} volume this place lies in a shadow, or deeper than the sound reached.</source>
      <translation>在{side}图像中，此处位于声影内，或深于超声所及。</translation>
    </message>
    <message>
      <source>In the {side} volume the probe had no contact above this place.</source>
      <translation>在{side}图像中，此处上方的探头未接触皮肤。</translation>
    </message>
    <message>
      <source>{mm} mm to the right</source>
      <translation>向右 {mm} mm</translation>
    </message>
    <message>
      <source>{mm} mm to the left</source>
      <translation>向左 {mm} mm</translation>
    </message>
    <message>
      <source>{mm} mm toward the feet</source>
      <translation>向足侧 {mm} mm</translation>
    </message>
    <message>
      <source>{mm} mm toward the head</source>
      <translation>向头侧 {mm} mm</translation>
    </message>
    <message>
      <source>{mm} mm shallower</source>
      <translation>浅 {mm} mm</translation>
    </message>
    <message>
      <source>{mm} mm deeper</source>
      <translation>深 {mm} mm</translation>
    </message>
    <message>
      <source>{mm} mm to the front</source>
      <translation>向前 {mm} mm</translation>
    </message>
    <message>
      <source>{mm} mm to the back</source>
      <translation>向后 {mm} mm</translation>
    </message>
    <message>
      <source>This place lies outside the moving volume; there is nothing to compare it with.</source>
      <translation>此处位于浮动图像之外；没有可比较的内容。</translation>
    </message>
    <message>
      <source>This place lies outside the fixed volume; there is nothing to compare with.</source>
      <translation>此处位于固定图像之外；没有可比较的内容。</translation>
    </message>
    <message>
      <source>Local image content suggests a place {mm} mm away: {where}.</source>
      <translation>局部图像内容提示的位置相距 {mm} mm：{where}。</translation>
    </message>
    <message>
      <source>There and back again it misses itself by {mm} mm: the map folds or is torn near here.</source>
      <translation>往返一次后偏离自身 {mm} mm：此处附近变换发生折叠或撕裂。</translation>
    </message>
    <message>
      <source>Local image content says nothing here: it is flat, in shadow, or ambiguous.</source>
      <translation>局部图像内容在此无法判断：灰度均匀、处于声影中或有歧义。</translation>
    </message>
    <message>
      <source>Local image content agrees within {mm} mm.</source>
      <translation>与局部图像内容一致，相差不超过 {mm} mm。</translation>
    </message>
    <message>
      <source>In the moving volume this tissue lies at the same place.</source>
      <translation>此组织在浮动图像中位于同一位置。</translation>
    </message>
    <message>
      <source>In the moving volume this tissue lies {mm} mm away: {where}.</source>
      <translation>此组织在浮动图像中相距 {mm} mm：{where}。</translation>
    </message>
    <message>
      <source>The map folds here: two places of one volume claim the same place of the other.</source>
      <translation>变换在此处折叠：一个图像的两处对应另一图像的同一处。</translation>
    </message>
    <message>
      <source>It takes {percent} % of its room there.</source>
      <translation>在浮动图像中占原有空间的 {percent} %。</translation>
    </message>
    <message>
      <source>The lines of this scan converge; its millimetres follow from the probe and cannot be changed here.</source>
      <translation>此扫描的扫描线呈会聚状；其毫米值由探头决定，不能在此更改。</translation>
    </message>
    <message>
      <source>Its file does not state the spacing.</source>
      <translation>其文件未给出间距。</translation>
    </message>
    <message>
      <source>Fixed and moving are the same file ({name}); choose two scans.</source>
      <translation>固定图像与浮动图像是同一文件（{name}）；请选择两个扫描。</translation>
    </message>
    <message>
      <source>{name} holds no DICOM volume; choose another folder.</source>
      <translation>{name} 中没有 DICOM 体数据；请选择其他文件夹。</translation>
    </message>
    <message>
      <source>This is the raw raster of the scanner; distances on it are wrong.</source>
      <translation>这是扫描设备的原始光栅；其上的距离不正确。</translation>
    </message>
    <message>
      <source>Nothing is in doubt.</source>
      <translation>没有疑点。</translation>
    </message>
    <message>
      <source>How its lines lie in the body is not known; no millimetres can be stated.</source>
      <translation>其扫描线在体内的走向未知；无法给出毫米值。</translation>
    </message>
    <message>
      <source>{names} is not known; type it, or lay a ruler on the picture.</source>
      <translation>{names} 未知；请输入，或在图像上放置标尺。</translation>
    </message>
    <message>
      <source>Look through the pictures of the {side} volume for text first: names and dates may be burned into them.</source>
      <translation>请先查看{side}图像中是否有文字：姓名和日期可能已烧录在图像上。</translation>
    </message>
    <message>
      <source>The label table is full: it holds 255 labels; remove some first.</source>
      <translation>标签表已满：已有 255 个标签；请先移除一些。</translation>
    </message>
    <message>
      <source>The file needs more layers than are free; import it into another case, or combine labels.</source>
      <translation>文件需要的图层多于空闲的图层；请导入到另一病例，或先合并标签。</translation>
    </message>
    <message>
      <source>Import landmarks</source>
      <translation>导入标志点</translation>
    </message>
    <message>
      <source>These labels overlap in the file but lie on one layer here: {names}. Move one of them to another layer first.</source>
      <translation>这些标签在文件中互相重叠，但在此处位于同一图层：{names}。请先将其中一个移到另一图层。</translation>
    </message>
    <message>
      <source>The header has lost the spacing; the size is that of TDSC-ABUS data, so their spacing was taken.</source>
      <translation>文件头丢失了间距；尺寸与 TDSC-ABUS 数据相同，故采用其间距。</translation>
    </message>
    <message>
      <source>Take over the scanner's nipple marks</source>
      <translation>取用扫描设备的乳头标记</translation>
    </message>
    <message>
      <source>Apply protocol ({count} rows)</source>
      <translation>应用方案（{count} 行）</translation>
    </message>
    <message>
      <source>A rectangle is written as LEFT,TOP,WIDTH,HEIGHT in pixels, got {words}.</source>
      <translation>矩形应写成 LEFT,TOP,WIDTH,HEIGHT，单位像素，实际为 {words}。</translation>
    </message>
    <message>
      <source>queued</source>
      <translation>排队中</translation>
    </message>
    <message>
      <source>running</source>
      <translation>运行中</translation>
    </message>
    <message>
      <source>failed</source>
      <translation>失败</translation>
    </message>
    <message>
      <source>cancelled</source>
      <translation>已取消</translation>
    </message>
    <message>
      <source>reading the volumes</source>
      <translation>正在读取图像</translation>
    </message>
    <message>
      <source>The millimetres of {name} are not confirmed any more; take every distance here as provisional.</source>
      <translation>{name} 的毫米值不再处于已确认状态；请将此处所有距离视为暂定值。</translation>
    </message>
    <message>
      <source>The landmark error was not judged, because the millimetres were not confirmed then; run it again to have it judged.</source>
      <translation>当时毫米值尚未确认，故未判定标志点误差；如需判定，请重新运行。</translation>
    </message>
    <message>
      <source>No error is stated any more, because the confirmation of the millimetres of {name} was taken back.</source>
      <translation>不再给出误差，因为 {name} 的毫米值确认已被撤回。</translation>
    </message>
    <message>
      <source>The geometry of this case has changed since landmarks were suggested; Ctrl+G finds new ones.</source>
      <translation>自建议标志点以来，本病例的几何信息已改变；按 Ctrl+G 重新查找。</translation>
    </message>
    <message>
      <source>The suggested landmarks of this case could not be read; Ctrl+G finds them again.</source>
      <translation>本病例建议的标志点无法读取；按 Ctrl+G 重新查找。</translation>
    </message>
    <message>
      <source>{n} voxels of {name} belong to {others} on that layer. Moved there, it takes them.</source>
      <translation>{name} 的 {n} 个体素在该图层属于 {others}。移过去后，这些体素将归它所有。</translation>
    </message>
    <message>
      <source>All {count} layers are in use; choose the layer of labels that do not overlap with this one.</source>
      <translation>{count} 个图层均已使用；请选择其标签不与此标签重叠的图层。</translation>
    </message>
    <message>
      <source>{name} is locked; unlock it in the label table to move it.</source>
      <translation>{name} 已锁定；请先在标签表中解锁再移动。</translation>
    </message>
    <message>
      <source>{name} lies on layer {n} already.</source>
      <translation>{name} 已在图层 {n}。</translation>
    </message>
    <message>
      <source>{name} is locked and has voxels there; choose another layer.</source>
      <translation>{name} 已锁定且在该处有体素；请选择其他图层。</translation>
    </message>
    <message>
      <source>not placed: {names}</source>
      <translation>未放置：{names}</translation>
    </message>
    <message>
      <source>{count} of {quota} pairs</source>
      <translation>{count} / {quota} 个点对</translation>
    </message>
    <message>
      <source>too few pairs in: {zones}</source>
      <translation>以下区域点对过少：{zones}</translation>
    </message>
    <message>
      <source>left upper, shallow</source>
      <translation>左上，浅层</translation>
    </message>
    <message>
      <source>left upper, deep</source>
      <translation>左上，深层</translation>
    </message>
    <message>
      <source>left lower, shallow</source>
      <translation>左下，浅层</translation>
    </message>
    <message>
      <source>left lower, deep</source>
      <translation>左下，深层</translation>
    </message>
    <message>
      <source>right upper, shallow</source>
      <translation>右上，浅层</translation>
    </message>
    <message>
      <source>right upper, deep</source>
      <translation>右上，深层</translation>
    </message>
    <message>
      <source>right lower, shallow</source>
      <translation>右下，浅层</translation>
    </message>
    <message>
      <source>right lower, deep</source>
      <translation>右下，深层</translation>
    </message>
    <message>
      <source>comparing pairs with the pictures</source>
      <translation>正在用图像核对点对</translation>
    </message>
    <message>
      <source>Take the moving mark away</source>
      <translation>移除浮动图像中的标记</translation>
    </message>
    <message>
      <source>Exchange two names</source>
      <translation>交换两个名称</translation>
    </message>
    <message>
      <source>Exchange two moving marks</source>
      <translation>交换浮动图像中的两个标记</translation>
    </message>
    <message>
      <source>Give the moving mark to the landmark that was meant</source>
      <translation>把浮动图像中的标记交给本来要标的标志点</translation>
    </message>
    <message>
      <source>left</source>
      <translation>左</translation>
    </message>
    <message>
      <source>right</source>
      <translation>右</translation>
    </message>
    <message>
      <source>left breast</source>
      <translation>左乳</translation>
    </message>
    <message>
      <source>right breast</source>
      <translation>右乳</translation>
    </message>
    <message>
      <source>its name does not fit: in the {side} volume it lies at {hour} o'clock</source>
      <translation>名称不符：在{side}图像中位于 {hour} 点方向</translation>
    </message>
    <message>
      <source>upper</source>
      <translation>上</translation>
    </message>
    <message>
      <source>lower</source>
      <translation>下</translation>
    </message>
    <message>
      <source>its name does not fit: in the {side} volume it lies in the {where} half</source>
      <translation>名称不符：在{side}图像中位于{where}半部</translation>
    </message>
    <message>
      <source>outer</source>
      <translation>外</translation>
    </message>
    <message>
      <source>inner</source>
      <translation>内</translation>
    </message>
    <message>
      <source>left and right mixed up? in the {side} volume it lies in the {where} half</source>
      <translation>左右弄混了？在{side}图像中位于{where}半部</translation>
    </message>
    <message>
      <source>left and right mixed up? in the {side} volume it lies at {hour} o'clock</source>
      <translation>左右弄混了？在{side}图像中位于 {hour} 点方向</translation>
    </message>
    <message>
      <source>its name says {said}, but the scans are said to show the {shown}</source>
      <translation>名称说是{said}，但扫描记录为{shown}</translation>
    </message>
    <message>
      <source>there is another nipple: {other}</source>
      <translation>还有另一个乳头：{other}</translation>
    </message>
    <message>
      <source>is called a nipple, but lies {mm} mm under the skin of the {side} volume</source>
      <translation>名为乳头，却位于{side}图像皮肤下 {mm} mm 处</translation>
    </message>
    <message>
      <source>left and right mixed up? the {view} scan of a {breast} lies on the other side of its nipple</source>
      <translation>左右弄混了？{breast}的 {view} 扫描应位于乳头的另一侧</translation>
    </message>
    <message>
      <source>its name and that of {other} look exchanged</source>
      <translation>其名称与 {other} 的名称似乎互换了</translation>
    </message>
    <message>
      <source>Points are suggested in volumes; these have too few slices.</source>
      <translation>只能在体数据中建议标志点；这些图像的层数太少。</translation>
    </message>
    <message>
      <source>aligning the volumes roughly</source>
      <translation>正在粗略对齐图像</translation>
    </message>
    <message>
      <source>The share of held-out pairs lies between 0 and 1, got {share}.</source>
      <translation>留出点对的比例应在 0 到 1 之间，实际为 {share}。</translation>
    </message>
    <message>
      <source>{name} is marked {mm} mm from there.</source>
      <translation>{name} 的标记与该处相距 {mm} mm。</translation>
    </message>
    <message>
      <source>This place lies outside the {side} volume; landmarks must lie inside.</source>
      <translation>此处位于{side}图像之外；标志点必须在图像之内。</translation>
    </message>
    <message>
      <source>{name} must be placed in both volumes before it can be refined.</source>
      <translation>{name} 须先在两个图像中放置，才能精确定位。</translation>
    </message>
    <message>
      <source>The pictures around {name} are not alike enough to refine it.</source>
      <translation>{name} 周围的图像相似度不足，无法精确定位。</translation>
    </message>
    <message>
      <source>{name} is marked {mm} mm from there; it drove the registration, so this is no error.</source>
      <translation>{name} 的标记与该处相距 {mm} mm；它参与驱动了配准，因此这不是误差。</translation>
    </message>
    <message>
      <source>The study has no cases to export.</source>
      <translation>研究项目中没有可导出的病例。</translation>
    </message>
    <message>
      <source>Case {case}: the data set holds one label a voxel; where labels overlap, it is that of the higher layer.</source>
      <translation>病例 {case}：数据集每个体素只有一个标签；标签重叠处取较高图层的标签。</translation>
    </message>
    <message>
      <source>checking the result: alikeness</source>
      <translation>正在检查结果：相似度</translation>
    </message>
    <message>
      <source>A large gap proves an error; a small one does not prove that there is none, because errors may cancel.</source>
      <translation>闭合差大可证明有误差；闭合差小不能证明无误差，因为误差可能相互抵消。</translation>
    </message>
    <message>
      <source>{loop} comes back {mm} mm away.</source>
      <translation>{loop} 返回时偏离 {mm} mm。</translation>
    </message>
    <message>
      <source>{loop} comes back {median} mm away (median; 95 % of places below {p95} mm), over the {share} % of the fixed scan that all scans show.</source>
      <translation>{loop} 返回时偏离 {median} mm（中位数；95 % 的位置低于 {p95} mm），基于固定扫描中所有扫描均可见的 {share} %。</translation>
    </message>
    <message>
      <source>{loop}: here it leaves {name}, so that it cannot be closed.</source>
      <translation>{loop}：在此处超出 {name}，因此无法闭合。</translation>
    </message>
    <message>
      <source>The loop {loop} is not stated in mm, because the millimetres of {names} are not confirmed.</source>
      <translation>环路 {loop} 不以 mm 给出，因为 {names} 的毫米值尚未确认。</translation>
    </message>
    <message>
      <source>The loop {loop} has no place that all its scans show.</source>
      <translation>环路 {loop} 没有所有扫描均可见的位置。</translation>
    </message>
    <message>
      <source>landmark</source>
      <translation>标志点</translation>
    </message>
    <message>
      <source>linear</source>
      <translation>线性</translation>
    </message>
    <message>
      <source>deformable</source>
      <translation>可形变</translation>
    </message>
    <message>
      <source>There is no registration method {id}; there are: {names}.</source>
      <translation>没有配准方法 {id}；可用的有：{names}。</translation>
    </message>
    <message>
      <source>{title} cannot be used. {reason}</source>
      <translation>无法使用 {title}。{reason}</translation>
    </message>
    <message>
      <source>{title} cannot be used: {entry} is not a class with Settings and register(fixed, moving, settings, run).</source>
      <translation>无法使用 {title}：{entry} 不是具有 Settings 和 register(fixed, moving, settings, run) 的类。</translation>
    </message>
    <message>
      <source>{title} cannot be used: {path} is not a Python file.</source>
      <translation>无法使用 {title}：{path} 不是 Python 文件。</translation>
    </message>
    <message>
      <source>{title} cannot be loaded: {error}</source>
      <translation>无法载入 {title}：{error}</translation>
    </message>
    <message>
      <source>{zone}: there is little to compare here; the scans may be off by {mean:.1f} mm.</source>
      <translation>{zone}：此处可比较的内容很少；两扫描可能偏差 {mean:.1f} mm。</translation>
    </message>
    <message>
      <source>{zone}: agrees; off by {mean:.1f} mm on average, nearly everywhere by less than {bound:.1f} mm.</source>
      <translation>{zone}：一致；平均偏差 {mean:.1f} mm，几乎处处小于 {bound:.1f} mm。</translation>
    </message>
    <message>
      <source>{zone}: look closely; {beyond:.0%} of it may be off by more than {limit:g} mm.</source>
      <translation>{zone}：请仔细查看；其中 {beyond:.0%} 的偏差可能超过 {limit:g} mm。</translation>
    </message>
    <message>
      <source>{zone}: do not trust; off by {mean:.1f} mm on average.</source>
      <translation>{zone}：不可信；平均偏差 {mean:.1f} mm。</translation>
    </message>
    <message>
      <source>near the skin</source>
      <translation>近皮肤</translation>
    </message>
    <message>
      <source>middle depth</source>
      <translation>中层</translation>
    </message>
    <message>
      <source>deep</source>
      <translation>深层</translation>
    </message>
    <message>
      <source>foot side</source>
      <translation>足侧</translation>
    </message>
    <message>
      <source>middle</source>
      <translation>中部</translation>
    </message>
    <message>
      <source>head side</source>
      <translation>头侧</translation>
    </message>
    <message>
      <source>front</source>
      <translation>前</translation>
    </message>
    <message>
      <source>back</source>
      <translation>后</translation>
    </message>
    <message>
      <source>Whole overlap</source>
      <translation>整个重叠区</translation>
    </message>
    <message>
      <source>{zone}: not in both scans.</source>
      <translation>{zone}：不同时位于两个扫描中。</translation>
    </message>
    <message>
      <source>{height} {side} quadrant, {depth}</source>
      <translation>{side}{height}象限，{depth}</translation>
    </message>
    <message>
      <source>{height}, {side}, {depth}</source>
      <translation>{height}，{side}，{depth}</translation>
    </message>
    <message>
      <source>A preset is named with letters, digits, - and _, got {name}.</source>
      <translation>预设名称由字母、数字、- 和 _ 组成，实际为 {name}。</translation>
    </message>
    <message>
      <source>The method already comes with a preset {name}; choose another name.</source>
      <translation>该方法已自带预设 {name}；请另选名称。</translation>
    </message>
    <message>
      <source>The folder of the key file {name} does not exist.</source>
      <translation>对照文件 {name} 所在的文件夹不存在。</translation>
    </message>
    <message>
      <source>{frame}, {direction}: {inside} of the points inside</source>
      <translation>{frame}，{direction}：{inside} 的点在内</translation>
    </message>
    <message>
      <source>{frame}, {direction}: median landmark distance {error} mm, {inside} of the points inside</source>
      <translation>{frame}，{direction}：标志点距离中位数 {error} mm，{inside} 的点在内</translation>
    </message>
    <message>
      <source>{frame}, {direction}: likeness {likeness}, {inside} of the points inside</source>
      <translation>{frame}，{direction}：相似度 {likeness}，{inside} 的点在内</translation>
    </message>
    <message>
      <source>trying every way to read it</source>
      <translation>正在按各种读法试读</translation>
    </message>
    <message>
      <source>{method} has ended for {case}: {verdict}.</source>
      <translation>{case} 的 {method} 已结束：{verdict}。</translation>
    </message>
    <message>
      <source>{method} found no usable alignment for {case}: {why}</source>
      <translation>{method} 未能为 {case} 找到可用的对齐：{why}</translation>
    </message>
    <message>
      <source>No voxel has the label {name}; paint the region first, or use no mask.</source>
      <translation>没有体素带标签 {name}；请先涂画该区域，或不使用掩膜。</translation>
    </message>
    <message>
      <source>The result of {method} for {case} could not be kept: {why}</source>
      <translation>{case} 的 {method} 结果无法保存：{why}</translation>
    </message>
    <message>
      <source>{method} failed for {case}: {why}</source>
      <translation>{method} 对 {case} 失败：{why}</translation>
    </message>
    <message>
      <source>{title} results ({n} places of {m} registrations; {covered:.0%} of the errors lay below their 95 % bound)</source>
      <translation>{title}的结果（{m} 个配准的 {n} 个位置；{covered:.0%} 的误差低于其 95 % 上限）</translation>
    </message>
    <message>
      <source>This case: {covered} of {n} held-out landmarks lie below their 95 % bound; predicted {predicted:.2f} mm on average, measured {measured:.2f} mm (the error of the marks themselves included).</source>
      <translation>此病例：{n} 个留出标志点中有 {covered} 个低于其 95 % 上限；预测平均 {predicted:.2f} mm，实测 {measured:.2f} mm（含标记自身的误差）。</translation>
    </message>
    <message>
      <source>This case has no held-out landmarks inside the predicted map to compare with.</source>
      <translation>此病例在预测误差图范围内没有可供比较的留出标志点。</translation>
    </message>
    <message>
      <source>The predictions of this version have not been measured against known truth.</source>
      <translation>此版本的预测尚未与已知真值对照测量。</translation>
    </message>
    <message>
      <source>Measured on simulated pairs that it was not fitted to, because only there the truth is known everywhere: {list}. On scans of patients nothing has been measured.</source>
      <translation>在未用于拟合的模拟图像对上测量，因为只有在那里真值处处已知：{list}。在患者扫描上尚无测量。</translation>
    </message>
    <message>
      <source>Landmark error, mm</source>
      <translation>标志点误差，mm</translation>
    </message>
    <message>
      <source>Mean distance of the landmarks that did not drive the result (TRE).</source>
      <translation>未参与驱动该结果的标志点的平均距离（TRE）。</translation>
    </message>
    <message>
      <source>Largest error, mm</source>
      <translation>最大误差，mm</translation>
    </message>
    <message>
      <source>The largest of these distances.</source>
      <translation>上述距离中的最大值。</translation>
    </message>
    <message>
      <source>Overlap of the labels drawn in both volumes, mean over the labels; 1 is perfect.</source>
      <translation>两个图像中所画标签的重叠，取各标签的均值；1 为完全重合。</translation>
    </message>
    <message>
      <source>HD95, mm</source>
      <translation>HD95，mm</translation>
    </message>
    <message>
      <source>95th percentile of the distances between the surfaces of labels, mean over the labels.</source>
      <translation>标签表面间距离的第 95 百分位数，取各标签的均值。</translation>
    </message>
    <message>
      <source>Loop gap, mm</source>
      <translation>环路闭合差，mm</translation>
    </message>
    <message>
      <source>How far places miss themselves after the shortest loop of pairs through it (median). A large gap proves an error; a small one proves nothing.</source>
      <translation>经过该图像对的最短环路绕行一周后各处的偏差（中位数）。闭合差大可证明有误差；闭合差小不能证明任何事。</translation>
    </message>
    <message>
      <source>Folded, %</source>
      <translation>折叠，%</translation>
    </message>
    <message>
      <source>Share of places where the map folds; it should be none.</source>
      <translation>变换发生折叠的位置所占比例；应为零。</translation>
    </message>
    <message>
      <source>Standard deviation of the logarithm of local volume change; less is smoother.</source>
      <translation>局部体积变化对数的标准差；越小越平滑。</translation>
    </message>
    <message>
      <source>Time, s</source>
      <translation>用时，s</translation>
    </message>
    <message>
      <source>What the checks say.</source>
      <translation>各检查项的结论。</translation>
    </message>
    <message>
      <source>darkest value of all {count} pictures</source>
      <translation>全部 {count} 幅图像的最暗值</translation>
    </message>
    <message>
      <source>brightest value of all {count} pictures</source>
      <translation>全部 {count} 幅图像的最亮值</translation>
    </message>
    <message>
      <source>picture {n} of {count}</source>
      <translation>第 {n} / {count} 幅图像</translation>
    </message>
    <message>
      <source>There is no further slice.</source>
      <translation>没有更多层面。</translation>
    </message>
    <message>
      <source>Nothing is drawn with this label in this slice.</source>
      <translation>此层面没有用该标签画任何内容。</translation>
    </message>
    <message>
      <source>The crosshair does not lie on this label; put it on the part that is to stay.</source>
      <translation>十字线不在此标签上；请将其放在要保留的部分上。</translation>
    </message>
    <message>
      <source>This would work on {n} million voxels at once; make the region smaller.</source>
      <translation>此操作将一次处理 {n} 百万体素；请缩小区域。</translation>
    </message>
    <message>
      <source>This label hangs together; there is nothing to split.</source>
      <translation>此标签连成一体；没有可拆分的部分。</translation>
    </message>
    <message>
      <source>This label has {n} parts; remove the small ones first.</source>
      <translation>此标签有 {n} 个部分；请先去除小块。</translation>
    </message>
    <message>
      <source>Nothing like that was found in this scan.</source>
      <translation>在此扫描中未发现此类区域。</translation>
    </message>
    <message>
      <source>The settings folder {path} cannot be made: {why}.</source>
      <translation>无法建立设置文件夹 {path}：{why}。</translation>
    </message>
    <message>
      <source>The setting {name} has the type {type}, for which there is no form; use bool, int, float, str or Literal{hint}.</source>
      <translation>设置 {name} 的类型为 {type}，没有对应的表单；请使用 bool、int、float、str 或 Literal{hint}。</translation>
    </message>
    <message>
      <source>{title} ({name}) must be {expected}, got {value}.</source>
      <translation>{title}（{name}）必须为{expected}，实际为 {value}。</translation>
    </message>
    <message>
      <source>Settings of a method must be a dataclass, got {type}.</source>
      <translation>方法的设置必须是 dataclass，实际为 {type}。</translation>
    </message>
    <message>
      <source>There is no setting {name}; there are: {known}.</source>
      <translation>没有设置 {name}；可用的有：{known}。</translation>
    </message>
    <message>
      <source>The settings cannot be used: {reason}.</source>
      <translation>无法使用这些设置：{reason}。</translation>
    </message>
    <message>
      <source>The {side} volume has no labels open.</source>
      <translation>{side}图像没有打开的标签。</translation>
    </message>
    <message>
      <source>There is no {side} volume open.</source>
      <translation>没有打开的{side}图像。</translation>
    </message>
    <message>
      <source>There is no transform {id} in this case.</source>
      <translation>此病例中没有变换 {id}。</translation>
    </message>
    <message>
      <source>{reader} has read no such case; check the name.</source>
      <translation>{reader} 没有阅读过这样的病例；请核对名称。</translation>
    </message>
    <message>
      <source>Case {name} is the held-out case {kept}: nothing may be tuned on it.</source>
      <translation>病例 {name} 即留出病例 {kept}：不得用于调参。</translation>
    </message>
    <message>
      <source>{method} fails on a training case with its own settings.</source>
      <translation>{method} 以其自身设置在一个训练病例上失败。</translation>
    </message>
    <message>
      <source>good</source>
      <translation>良好</translation>
    </message>
    <message>
      <source>note</source>
      <translation>提示</translation>
    </message>
    <message>
      <source>damaged</source>
      <translation>已损坏</translation>
    </message>
    <message>
      <source>the last line was cut off, by a crash or because it is being written</source>
      <translation>最后一行不完整，原因是崩溃或正在写入</translation>
    </message>
    <message>
      <source>the snapshot does not fit its journal; the journal counts</source>
      <translation>快照与其编辑日志不符；以编辑日志为准</translation>
    </message>
    <message>
      <source>{what}</source>
      <translation>{what}</translation>
    </message>
    <message>
      <source>the journal is missing; only the snapshot is left</source>
      <translation>编辑日志缺失；仅剩快照</translation>
    </message>
    <message>
      <source>it was found on other volumes than these</source>
      <translation>它得自其他图像，而非这些图像</translation>
    </message>
    <message>
      <source>this folder is not in the work-list</source>
      <translation>此文件夹不在工作列表中</translation>
    </message>
    <message>
      <source>native</source>
      <translation>原始</translation>
    </message>
    <message>
      <source>blend</source>
      <translation>融合</translation>
    </message>
    <message>
      <source>two colours</source>
      <translation>双色</translation>
    </message>
    <message>
      <source>checkerboard</source>
      <translation>棋盘格</translation>
    </message>
    <message>
      <source>flicker</source>
      <translation>闪烁</translation>
    </message>
    <message>
      <source>wipe</source>
      <translation>卷帘</translation>
    </message>
    <message>
      <source>edges</source>
      <translation>边缘</translation>
    </message>
    <message>
      <source>difference</source>
      <translation>差异</translation>
    </message>
    <message>
      <source>reading</source>
      <translation>正在读取</translation>
    </message>
    <message>
      <source>{file} was taken as labels of the {side} scan by {who}: {fit}, {mapping}; where both had drawn: {keep}</source>
      <translation>{who} 将 {file} 作为{side}扫描的标签取用：{fit}，{mapping}；双方都有绘制之处：{keep}</translation>
    </message>
    <message>
      <source>writing</source>
      <translation>正在写入</translation>
    </message>
    <message>
      <source>Import one file at a time, or the landmark files of the fixed and the moving scan together.</source>
      <translation>请一次导入一个文件，或同时导入固定与浮动扫描的标志点文件。</translation>
    </message>
    <message>
      <source>{name} is a bundle; it is added to a study, not to a case.</source>
      <translation>{name} 是数据包；应加入研究项目，而不是病例。</translation>
    </message>
    <message>
      <source>There is no open study to save.</source>
      <translation>没有可保存的已打开研究项目。</translation>
    </message>
    <message>
      <source>The volumes are still being written; try again in a moment.</source>
      <translation>图像仍在写入；请稍后再试。</translation>
    </message>
    <message>
      <source>Open a study first.</source>
      <translation>请先打开研究项目。</translation>
    </message>
    <message>
      <source>The study already has a case {id}; choose another id.</source>
      <translation>研究项目中已有病例 {id}；请另选编号。</translation>
    </message>
    <message>
      <source>Nobody has looked for names in the pictures of this case; do not pass it on.</source>
      <translation>尚无人检查过此病例的图像中是否有姓名；请勿外传。</translation>
    </message>
    <message>
      <source>The method needed more than {limit:.0f} MB of memory and was stopped. Your annotations are safe. Choose a faster preset, or close other programs.</source>
      <translation>该方法所需内存超过 {limit:.0f} MB，已被停止。您的标注安全无损。请选择更快的预设，或关闭其他程序。</translation>
    </message>
    <message>
      <source>The method crashed ({reason}). Your annotations are safe. Try another preset or method, and tell the author of the method.</source>
      <translation>该方法已崩溃（{reason}）。您的标注安全无损。请尝试其他预设或方法，并告知该方法的作者。</translation>
    </message>
    <message>
      <source>Spacing</source>
      <translation>间距</translation>
    </message>
    <message>
      <source>standard</source>
      <translation>标准</translation>
    </message>
    <message>
      <source>Voxel size at which both scans are compared.</source>
      <translation>比较两个扫描时的体素大小。</translation>
    </message>
    <message>
      <source>Metric</source>
      <translation>度量</translation>
    </message>
    <message>
      <source>mutual information</source>
      <translation>互信息</translation>
    </message>
    <message>
      <source>correlation</source>
      <translation>相关</translation>
    </message>
    <message>
      <source>Coarse iterations</source>
      <translation>粗级迭代</translation>
    </message>
    <message>
      <source>Second iterations</source>
      <translation>第二级迭代</translation>
    </message>
    <message>
      <source>Third iterations</source>
      <translation>第三级迭代</translation>
    </message>
    <message>
      <source>Fine iterations</source>
      <translation>细级迭代</translation>
    </message>
    <message>
      <source>Step</source>
      <translation>步长</translation>
    </message>
    <message>
      <source>Update smoothing</source>
      <translation>更新平滑</translation>
    </message>
    <message>
      <source>quick</source>
      <translation>快速</translation>
    </message>
    <message>
      <source>syn</source>
      <translation>SyN</translation>
    </message>
    <message>
      <source>What is compared. Local correlation is more exact and much slower.</source>
      <translation>比较的量。局部相关更精确，但慢得多。</translation>
    </message>
    <message>
      <source>Iterations at an eighth of the size.</source>
      <translation>八分之一大小时的迭代次数。</translation>
    </message>
    <message>
      <source>Iterations at a quarter of the size.</source>
      <translation>四分之一大小时的迭代次数。</translation>
    </message>
    <message>
      <source>Iterations at half the size.</source>
      <translation>二分之一大小时的迭代次数。</translation>
    </message>
    <message>
      <source>Iterations at full size; these take the time.</source>
      <translation>原始大小时的迭代次数；主要耗时在此。</translation>
    </message>
    <message>
      <source>Length of a step.</source>
      <translation>步长。</translation>
    </message>
    <message>
      <source>voxels</source>
      <translation>体素</translation>
    </message>
    <message>
      <source>Smoothing of a step.</source>
      <translation>每一步的平滑。</translation>
    </message>
    <message>
      <source>registering</source>
      <translation>配准中</translation>
    </message>
    <message>
      <source>ANTs stopped: {why}</source>
      <translation>ANTs 已停止：{why}</translation>
    </message>
    <message>
      <source>Knots</source>
      <translation>控制点间距</translation>
    </message>
    <message>
      <source>Iterations</source>
      <translation>迭代次数</translation>
    </message>
    <message>
      <source>fast</source>
      <translation>快速</translation>
    </message>
    <message>
      <source>accurate</source>
      <translation>精确</translation>
    </message>
    <message>
      <source>far</source>
      <translation>最远</translation>
    </message>
    <message>
      <source>Distance of control points on the last level; grows with the voxels on coarser ones.</source>
      <translation>最后一级控制点的间距；较粗级别随体素增大。</translation>
    </message>
    <message>
      <source>Steps on the last level; coarser levels take more, being cheap.</source>
      <translation>最后一级的步数；较粗级别耗时少，步数更多。</translation>
    </message>
    <message>
      <source>How far one step goes along the gradient. Large ones may overshoot.</source>
      <translation>每一步沿梯度前进多远。过大可能越过目标。</translation>
    </message>
    <message>
      <source>Rounds</source>
      <translation>轮数</translation>
    </message>
    <message>
      <source>Smoothing</source>
      <translation>平滑</translation>
    </message>
    <message>
      <source>How often per level the field is composed and begun anew.</source>
      <translation>每一级中位移场复合并重新开始的次数。</translation>
    </message>
    <message>
      <source>Demons iterations per round.</source>
      <translation>每轮 Demons 的迭代次数。</translation>
    </message>
    <message>
      <source>How far neighbouring tissue moves together on the last level; coarser levels use more.</source>
      <translation>最后一级相邻组织共同移动的范围；较粗级别更大。</translation>
    </message>
    <message>
      <source>The most a point may move in one iteration.</source>
      <translation>每次迭代中一个点的最大移动。</translation>
    </message>
    <message>
      <source>Samples</source>
      <translation>采样数</translation>
    </message>
    <message>
      <source>best</source>
      <translation>最佳</translation>
    </message>
    <message>
      <source>reading the field</source>
      <translation>正在读取位移场</translation>
    </message>
    <message>
      <source>What is compared over the whole picture.</source>
      <translation>在整幅图像上比较的量。</translation>
    </message>
    <message>
      <source>How many levels from coarse to fine, each twice as fine.</source>
      <translation>从粗到细的级数，每级精细一倍。</translation>
    </message>
    <message>
      <source>Distance of control points on the last level.</source>
      <translation>最后一级控制点的间距。</translation>
    </message>
    <message>
      <source>Steps per level.</source>
      <translation>每级步数。</translation>
    </message>
    <message>
      <source>Places compared in one step, drawn anew each time.</source>
      <translation>每一步比较的位置数，每次重新抽取。</translation>
    </message>
    <message>
      <source>In ultrasound every step compares one random cube of this side, so that gain and shadow do not count as structure. 0 compares the whole pictures, as is done with other scans.</source>
      <translation>对于超声，每一步比较一个此边长的随机立方体，使增益和声影不被当作结构。0 表示比较整幅图像，其他扫描即如此处理。</translation>
    </message>
    <message>
      <source>elastix stopped: {why}</source>
      <translation>elastix 已停止：{why}</translation>
    </message>
    <message>
      <source>elastix stopped: the two volumes do not overlap enough, or it lost its way; start from an affine one.</source>
      <translation>elastix 已停止：两图像重叠不足，或搜索失败；请从仿射配准开始。</translation>
    </message>
    <message>
      <source>NCC</source>
      <translation>NCC</translation>
    </message>
    <message>
      <source>WNCC</source>
      <translation>WNCC</translation>
    </message>
    <message>
      <source>Middle iterations</source>
      <translation>中级迭代</translation>
    </message>
    <message>
      <source>Total smoothing</source>
      <translation>总平滑</translation>
    </message>
    <message>
      <source>rigid</source>
      <translation>刚性</translation>
    </message>
    <message>
      <source>affine</source>
      <translation>仿射</translation>
    </message>
    <message>
      <source>Local correlation; WNCC counts less where a mask or the border is near.</source>
      <translation>局部相关；WNCC 在靠近掩膜或边界处降低权重。</translation>
    </message>
    <message>
      <source>Half width of the correlation window.</source>
      <translation>相关窗口的半宽。</translation>
    </message>
    <message>
      <source>Smoothing of the field.</source>
      <translation>位移场的平滑。</translation>
    </message>
    <message>
      <source>deforming</source>
      <translation>形变中</translation>
    </message>
    <message>
      <source>Greedy stopped: {why}</source>
      <translation>Greedy 已停止：{why}</translation>
    </message>
    <message>
      <source>Transform</source>
      <translation>变换</translation>
    </message>
    <message>
      <source>thin-plate spline</source>
      <translation>薄板样条</translation>
    </message>
    <message>
      <source>fitting</source>
      <translation>拟合中</translation>
    </message>
    <message>
      <source>A {kind} transform needs at least {least} landmark pairs, there are {count}; place more, or choose a simpler transform.</source>
      <translation>{kind} 变换至少需要 {least} 个标志点对，现有 {count} 个；请再放置一些，或选择更简单的变换。</translation>
    </message>
    <message>
      <source>sampling the spline</source>
      <translation>正在采样样条</translation>
    </message>
    <message>
      <source>Rigid needs 3 pairs, affine 4 that are not in one plane; the spline passes through every pair.</source>
      <translation>刚性需要 3 个点对，仿射需要 4 个不共面的点对；样条通过每个点对。</translation>
    </message>
    <message>
      <source>How far on average the spline may miss the landmarks to stay smooth; 0: it passes through.</source>
      <translation>为保持平滑，样条平均可偏离标志点多远；0：精确通过。</translation>
    </message>
    <message>
      <source>The landmarks lie on one line in the {side} volume, so the turn about it stays unknown; place one more well beside that line.</source>
      <translation>{side}图像中的标志点共线，绕该线的转动无法确定；请在远离该线处再放置一个。</translation>
    </message>
    <message>
      <source>The landmarks lie in one plane in the {side} volume, but a {kind} transform needs depth; place one more well outside that plane, or choose a rigid transform.</source>
      <translation>{side}图像中的标志点共面，而 {kind} 变换需要深度信息；请在远离该平面处再放置一个，或选择刚性变换。</translation>
    </message>
    <message>
      <source>The landmarks {one} and {other} are at the same point of the fixed volume; delete one of them.</source>
      <translation>标志点 {one} 和 {other} 位于固定图像的同一点；请删除其中一个。</translation>
    </message>
    <message>
      <source>search</source>
      <translation>搜索</translation>
    </message>
    <message>
      <source>centres</source>
      <translation>中心重合</translation>
    </message>
    <message>
      <source>as placed</source>
      <translation>按原位置</translation>
    </message>
    <message>
      <source>Rigid shifts and turns; similarity also scales; affine also stretches and shears.</source>
      <translation>刚性：平移和旋转；相似：另含缩放；仿射：另含拉伸和剪切。</translation>
    </message>
    <message>
      <source>Correlation for scans of one kind; mutual information (Mattes) for different kinds, such as CT and MR.</source>
      <translation>同类扫描用相关；不同类扫描（如 CT 与 MR）用互信息（Mattes）。</translation>
    </message>
    <message>
      <source>Search tries every shift and a few turns; centres lays the middles on each other. Not used with an initial transform.</source>
      <translation>“搜索”尝试各种平移和少量旋转；“中心”将两者中心重合。有初始变换时不使用。</translation>
    </message>
    <message>
      <source>Voxel size of the first level.</source>
      <translation>第一级的体素大小。</translation>
    </message>
    <message>
      <source>Voxel size of the last level.</source>
      <translation>最后一级的体素大小。</translation>
    </message>
    <message>
      <source>Window of local normalisation on the last level, which takes away gain, depth and shadow; coarser levels use more. 0 switches it off.</source>
      <translation>最后一级上局部归一化的窗口，可消除增益、深度和声影的影响；较粗的级别使用更大的窗口。0 表示关闭。</translation>
    </message>
    <message>
      <source>Optimiser steps per level, at most.</source>
      <translation>每级优化步数上限。</translation>
    </message>
    <message>
      <source>Voxels compared per step, at most.</source>
      <translation>每步比较的体素数上限。</translation>
    </message>
    <message>
      <source>Node</source>
      <translation>节点</translation>
    </message>
    <message>
      <source>Patch</source>
      <translation>图块</translation>
    </message>
    <message>
      <source>Distance</source>
      <translation>距离</translation>
    </message>
    <message>
      <source>Smoothness</source>
      <translation>平滑度</translation>
    </message>
    <message>
      <source>smoothing folds</source>
      <translation>正在平滑折叠处</translation>
    </message>
    <message>
      <source>describing neighbourhoods</source>
      <translation>正在计算邻域描述</translation>
    </message>
    <message>
      <source>choosing displacements</source>
      <translation>正在选择位移</translation>
    </message>
    <message>
      <source>refining</source>
      <translation>精化中</translation>
    </message>
    <message>
      <source>Voxel size of the features. Smaller is more exact and slower.</source>
      <translation>特征的体素大小。越小越精确，也越慢。</translation>
    </message>
    <message>
      <source>The features are coarsened until there are no more voxels than this; four million need 1.6 GB.</source>
      <translation>特征会逐步变粗，直到体素数不超过此值；四百万体素需要 1.6 GB。</translation>
    </message>
    <message>
      <source>Distance of the nodes and of the displacements searched.</source>
      <translation>节点间距，也是所搜索位移的间距。</translation>
    </message>
    <message>
      <source>Farthest displacement searched after the linear alignment. Time grows with its third power.</source>
      <translation>线性对齐后搜索的最大位移。用时随其三次方增长。</translation>
    </message>
    <message>
      <source>Radius of the patches that are compared, in finest voxel sides.</source>
      <translation>所比较图块的半径，以最细体素边长计。</translation>
    </message>
    <message>
      <source>From a voxel to the patches around it, in finest voxel sides.</source>
      <translation>从体素到其周围图块的距离，以最细体素边长计。</translation>
    </message>
    <message>
      <source>Iterations of the refinement.</source>
      <translation>精化的迭代次数。</translation>
    </message>
    <message>
      <source>How much the refinement resists differences between neighbours.</source>
      <translation>精化对相邻位移差异的抑制强度。</translation>
    </message>
    <message>
      <source>searching displacements</source>
      <translation>正在搜索位移</translation>
    </message>
    <message>
      <source>Coarse steps</source>
      <translation>粗级步数</translation>
    </message>
    <message>
      <source>Fine steps</source>
      <translation>细级步数</translation>
    </message>
    <message>
      <source>Fine rounds</source>
      <translation>细级轮数</translation>
    </message>
    <message>
      <source>Bending</source>
      <translation>弯曲</translation>
    </message>
    <message>
      <source>Stretching</source>
      <translation>拉伸</translation>
    </message>
    <message>
      <source>Coarsest window</source>
      <translation>最粗级窗口</translation>
    </message>
    <message>
      <source>Finest window</source>
      <translation>最细级窗口</translation>
    </message>
    <message>
      <source>Shared evidence</source>
      <translation>共享证据</translation>
    </message>
    <message>
      <source>Widest turn deg</source>
      <translation>最大转角</translation>
    </message>
    <message>
      <source>Landmark spread</source>
      <translation>标志点离散度</translation>
    </message>
    <message>
      <source>instant</source>
      <translation>即时</translation>
    </message>
    <message>
      <source>echo</source>
      <translation>超声心动</translation>
    </message>
    <message>
      <source>At most so many voxels on the last level; large scans are coarsened.</source>
      <translation>最后一级的体素数上限；大的扫描会变粗。</translation>
    </message>
    <message>
      <source>Most steps on the first level.</source>
      <translation>第一级的最大步数。</translation>
    </message>
    <message>
      <source>Most steps on the last level.</source>
      <translation>最后一级的最大步数。</translation>
    </message>
    <message>
      <source>How thoroughly each step of the last level is solved. More rounds with fewer steps are quicker.</source>
      <translation>最后一级每一步求解的细致程度。轮数多而步数少时更快。</translation>
    </message>
    <message>
      <source>How far neighbouring tissue moves together. Larger is smoother.</source>
      <translation>相邻组织共同移动的范围。越大越平滑。</translation>
    </message>
    <message>
      <source>node distances</source>
      <translation>节点间距</translation>
    </message>
    <message>
      <source>How strongly tissue resists being stretched. Larger keeps unseen parts nearer to the rest.</source>
      <translation>组织抵抗拉伸的强度。数值越大，看不见的部分越贴近其余部分。</translation>
    </message>
    <message>
      <source>First level: brightness is compared with the mean over such a window. Larger trusts brightness more.</source>
      <translation>第一级：亮度与这样一个窗口内的平均值比较。数值越大，越信任亮度。</translation>
    </message>
    <message>
      <source>The same on the last level. Small windows follow speckle, wide ones the outlines of organs.</source>
      <translation>最后一级同理。小窗口跟随散斑，大窗口跟随器官轮廓。</translation>
    </message>
    <message>
      <source>Let neighbouring places share what they see. Steadier, but blurs where thin walls move apart.</source>
      <translation>让相邻位置共享所见。更稳定，但在薄壁分离之处会变模糊。</translation>
    </message>
    <message>
      <source>How far the scans may be turned against each other. Wider is tried only while nothing narrower fits.</source>
      <translation>两扫描之间可能的最大转角。只有在较小角度找不到吻合时才尝试更大角度。</translation>
    </message>
    <message>
      <source>degrees</source>
      <translation>度</translation>
    </message>
    <message>
      <source>Widest turn</source>
      <translation>最大转角</translation>
    </message>
    <message>
      <source>How exactly landmarks were placed. Smaller pulls harder towards the landmarks.</source>
      <translation>标志点放置的精确程度。越小，对标志点的牵引越强。</translation>
    </message>
    <message>
      <source>Affine (Sonolign)</source>
      <translation>仿射（Sonolign）</translation>
    </message>
    <message>
      <source>The start of our own engine alone: shift, turn, scale and shear from a search over all shifts. About a second.</source>
      <translation>仅含自研引擎的起始步骤：由遍历所有平移的搜索得到平移、旋转、缩放和剪切。约一秒。</translation>
    </message>
    <message>
      <source>ANTs SyN</source>
      <translation>ANTs SyN</translation>
    </message>
    <message>
      <source>To compare with: symmetric diffeomorphic registration of ANTs; slow. Needs antspyx.</source>
      <translation>供比较：ANTs 的对称微分同胚配准；较慢。需要 antspyx。</translation>
    </message>
    <message>
      <source>B-spline (SimpleITK)</source>
      <translation>B 样条（SimpleITK）</translation>
    </message>
    <message>
      <source>Smooth deformation by a lattice of control points; linear start included.</source>
      <translation>由控制点网格产生平滑形变；已含线性起始步骤。</translation>
    </message>
    <message>
      <source>Demons, diffeomorphic (SimpleITK)</source>
      <translation>Demons，微分同胚（SimpleITK）</translation>
    </message>
    <message>
      <source>Smooth deformation from local brightness patterns; linear start included.</source>
      <translation>由局部亮度模式产生平滑形变；已含线性起始步骤。</translation>
    </message>
    <message>
      <source>elastix B-spline</source>
      <translation>elastix B 样条</translation>
    </message>
    <message>
      <source>To compare with: B-splines by stochastic descent, as elastix does it. Comes with sonolign[peers] (itk-elastix).</source>
      <translation>供比较：按 elastix 的做法以随机下降求 B 样条。随 sonolign[peers]（itk-elastix）提供。</translation>
    </message>
    <message>
      <source>Greedy (PICSL)</source>
      <translation>Greedy（PICSL）</translation>
    </message>
    <message>
      <source>To compare with: greedy diffeomorphic registration by ITK-SNAP's makers. Comes with sonolign[peers].</source>
      <translation>供比较：ITK-SNAP 作者的 greedy 微分同胚配准。随 sonolign[peers] 提供。</translation>
    </message>
    <message>
      <source>From landmarks</source>
      <translation>由标志点配准</translation>
    </message>
    <message>
      <source>Rigid, similarity, affine or thin-plate spline through the landmark pairs; no image content is used.</source>
      <translation>通过标志点对的刚性、相似、仿射或薄板样条变换；不使用图像内容。</translation>
    </message>
    <message>
      <source>Rigid, similarity, affine (SimpleITK)</source>
      <translation>刚性、相似、仿射（SimpleITK）</translation>
    </message>
    <message>
      <source>Shift, turn, scale and shear that fit best; finds its own start.</source>
      <translation>最佳吻合的平移、旋转、缩放和剪切；自行寻找起点。</translation>
    </message>
    <message>
      <source>MIND with coupled convex search</source>
      <translation>MIND 耦合凸搜索</translation>
    </message>
    <message>
      <source>Discrete search on self-similarity features, then smooth refinement. The reference for discrete methods.</source>
      <translation>基于自相似特征的离散搜索，再作平滑精化。离散方法的参照。</translation>
    </message>
    <message>
      <source>Our own deformable method: robust start, then second-order steps from coarse to fine. Fast and precise.</source>
      <translation>自研形变配准方法：稳健起始，再由粗到细作二阶步进。快速而精确。</translation>
    </message>
    <message>
      <source>our simulator: good and bad</source>
      <translation>自研模拟器：好坏混合</translation>
    </message>
    <message>
      <source>our simulator: Sonolign's</source>
      <translation>自研模拟器：Sonolign</translation>
    </message>
    <message>
      <source>bench pairs: good and bad</source>
      <translation>基准图像对：好坏混合</translation>
    </message>
    <message>
      <source>bench pairs: Sonolign's</source>
      <translation>基准图像对：Sonolign</translation>
    </message>
    <message>
      <source>Breast ultrasound</source>
      <translation>乳腺超声</translation>
    </message>
    <message>
      <source>centre of the nipple at the skin line</source>
      <translation>皮肤线上的乳头中心</translation>
    </message>
    <message>
      <source>nipple shadow</source>
      <translation>乳头声影</translation>
    </message>
    <message>
      <source>no contact</source>
      <translation>无接触</translation>
    </message>
    <message>
      <source>surroundings</source>
      <translation>周围组织</translation>
    </message>
  </context>
</TS>
