import { paletteCss } from '../charts/svg.ts';

/** Heatmaps turn round too: few is dark and many is light. */
function darkRules(root: string): string {
  return `${root}{${paletteCss('dark')};--page:#12161b;--soft:#1a2027;--line:#38414b;color-scheme:dark}${root} .chart image{filter:invert(1) hue-rotate(180deg)}`;
}

/** The look of the page: a printed engineering report, light or dark, one column on A4. */
export function styleSheet(): string {
  return `
:root{${paletteCss('light')};--page:#fff;--soft:#f5f6f8;--line:#d5dade;color-scheme:light}
@media screen and (prefers-color-scheme:dark){${darkRules(':root:not([data-theme=light])')}}
@media screen{${darkRules(':root[data-theme=dark]')}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans KR","Malgun Gothic","Apple SD Gothic Neo","Noto Sans CJK KR",sans-serif;overflow-wrap:break-word;word-break:keep-all}
main{max-width:1180px;margin:0 auto;padding:36px 28px 72px}
h1{font-size:25px;line-height:1.25;margin:0 0 6px;font-weight:650;letter-spacing:-.01em}
h2{font-size:19px;margin:52px 0 14px;padding-top:14px;border-top:2px solid var(--ink);font-weight:650}
h3{font-size:16px;margin:30px 0 10px;font-weight:650}
p{margin:8px 0;max-width:78ch}
a{color:var(--blue)}
.facts{color:var(--muted);font-size:13.5px;margin:0 0 4px;max-width:none}
.question{font-size:17px;margin:22px 0 12px}
.label{display:inline-block;border:1px solid var(--rule);border-radius:3px;padding:0 6px;font-size:11.5px;line-height:17px;color:var(--muted);white-space:nowrap;vertical-align:1px;font-weight:400;letter-spacing:.01em}
.answer{border:1px solid var(--line);border-left:5px solid var(--rule);background:var(--soft);padding:14px 20px 16px;margin:0 0 14px}
.answer.PASS{border-left-color:var(--green)}.answer.FAIL{border-left-color:var(--vermillion)}.answer.INVALID{border-left-color:var(--purple)}.answer.INCONCLUSIVE{border-left-color:var(--orange)}
.answer p{max-width:none}
.headline{font-size:17px;line-height:1.5;margin:8px 0 4px}
.doubt{color:var(--muted);font-size:14px;margin:2px 0}
.answer ul{margin:12px 0 0;padding-left:20px}
.answer li{margin:8px 0}
.answer .validity{list-style:none;margin:8px 0 10px;padding:0;display:flex;flex-wrap:wrap;gap:2px 18px;font-size:13.5px}.answer .validity li{margin:0}.validity .INVALID,.validity .FAIL{font-weight:650;color:var(--vermillion)}.validity .unseen{color:var(--muted)}
.verdict{display:inline-block;border-radius:3px;padding:1px 9px;color:var(--page);font-weight:650;font-size:13px;line-height:21px;background:var(--slate);letter-spacing:.02em;white-space:nowrap}
.verdict.PASS{background:var(--green)}.verdict.FAIL{background:var(--vermillion)}.verdict.INVALID{background:var(--purple)}.verdict.INCONCLUSIVE{background:var(--orange)}
.small{font-size:11.5px;line-height:17px;padding:0 6px}
.means{color:var(--muted);font-size:14px;margin-left:8px}
nav{font-size:13.5px;margin:22px 0 0;color:var(--muted);display:flex;flex-wrap:wrap;gap:4px 18px}
nav a{text-decoration:none}.back{margin:0 0 18px}
.scroll{overflow-x:auto;margin:22px 0}details .scroll,.grid .scroll{margin:8px 0}
table{border-collapse:collapse;font-size:13.5px;font-variant-numeric:tabular-nums;min-width:50%}
table.wide{width:100%}
caption{text-align:left;font-weight:650;font-size:14.5px;padding:0 0 8px}
th,td{text-align:left;vertical-align:top;padding:5px 12px 5px 0;border-bottom:1px solid var(--line);font-weight:400}
thead th{border-bottom:1.5px solid var(--ink);font-weight:650;vertical-align:bottom}
tbody th{color:var(--ink);white-space:nowrap}tbody th .beside{white-space:normal}td code{overflow-wrap:anywhere}
.even{table-layout:fixed;width:640px;min-width:640px}.even.wide{width:100%}.even th:first-child{width:19%;white-space:normal}.even:not(.wide) th:first-child{width:40%}
.n{text-align:right;padding:5px 0 5px 14px}
td.n{white-space:nowrap}td.n .beside{white-space:normal}
.key td,.key th{background:var(--soft)}
.key .value{font-weight:650;font-size:15px}
.beside{display:block;color:var(--muted);font-size:12px;line-height:1.45}
.published{font-style:italic}.whole{white-space:nowrap}
.unit{color:var(--muted);font-size:12px;font-weight:400}
sup{font-size:11px;line-height:0;color:var(--vermillion)}
.notes{font-size:13px;color:var(--muted);margin:8px 0;padding:0;list-style:none}
.notes li{margin:3px 0}
.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,500px),1fr));gap:30px 36px;align-items:start;margin:14px 0}
figure{margin:0;min-width:0}
figcaption{font-weight:650;font-size:14.5px;margin:0 0 8px}
figcaption .arm{font-weight:400;color:var(--muted)}
.plot{position:relative;max-width:640px}.chart{position:relative}.chart>svg:first-child{display:block;font-family:inherit;width:100%;height:auto}
.chart[data-length]{touch-action:pan-y;cursor:crosshair;user-select:none;-webkit-user-select:none}.chart:focus-visible,summary:focus-visible,a:focus-visible,button:focus-visible{outline:2px solid var(--blue);outline-offset:3px}
.band{position:absolute;top:0;bottom:0;background:var(--blue);opacity:.13;pointer-events:none}.at{position:absolute;top:0;bottom:0;width:1px;background:var(--muted);pointer-events:none}
.tip{position:absolute;top:18px;z-index:2;display:grid;grid-template-columns:auto auto;gap:1px 12px;padding:7px 10px;background:var(--page);border:1px solid var(--rule);border-radius:3px;box-shadow:0 2px 8px #0003;font-size:12px;line-height:1.4;font-variant-numeric:tabular-nums;pointer-events:none;white-space:nowrap}
.tip[hidden]{display:none}.tip span:nth-child(odd){color:var(--muted)}.tip span:nth-child(even){text-align:right}
.tip .said{grid-column:1/-1;margin:4px 0 0;max-width:34ch;white-space:normal;border-top:1px solid var(--line);padding-top:4px}.cell{position:absolute;border:1.5px solid var(--ink);pointer-events:none}
.filtered{position:absolute;pointer-events:none}.filtered polyline{fill:none;stroke-width:2px;stroke-dasharray:4 3;vector-effect:non-scaling-stroke}.dimmed [data-s^="case/"]{opacity:.3}
.switches button{position:absolute;padding:0;border:0;background:none;cursor:pointer;border-radius:2px}.switches button:hover{background:var(--blue);opacity:.15}
.span-figures{font-size:13px;font-weight:650;margin:6px 0}
.theme{font:inherit;color:var(--blue);background:none;border:1px solid var(--line);border-radius:3px;padding:0 8px;cursor:pointer}
@media (scripting:none){.scripted{display:none}.chart[data-length]{cursor:auto}}
details{font-size:13px;margin:8px 0}
summary{cursor:pointer;color:var(--muted)}
details table{font-size:12px}
details td,details th{padding-top:3px;padding-bottom:3px}
.open{margin:8px 0;padding:0;list-style:none}
.open li{padding:7px 0;border-bottom:1px solid var(--line);max-width:none}
dl{margin:8px 0;display:grid;grid-template-columns:minmax(120px,190px) 1fr;gap:6px 20px;font-size:14px}
dt{font-weight:650}dd{margin:0;max-width:78ch}
pre{background:var(--soft);border:1px solid var(--line);padding:10px 14px;overflow-x:auto;font:13px/1.6 ui-monospace,"Noto Sans Mono",Consolas,monospace;white-space:pre-wrap}
code{font:.92em ui-monospace,"Noto Sans Mono",Consolas,monospace}
@media screen and (max-width:620px){figure{overflow-x:auto}.plot{min-width:470px}}
@media (max-width:620px){main{padding:20px 16px 48px}dl{grid-template-columns:1fr;gap:2px}dd{margin-bottom:8px}}
@page{size:A4;margin:14mm 13mm}
@media print{body{font-size:10.5pt}main{max-width:none;padding:0}nav,.back{display:none}h1{font-size:18pt}
h2{margin-top:14pt;break-after:avoid}h3,figcaption,caption{break-after:avoid}
figure,tr,.answer,li,.scroll:not(:has(.even)){break-inside:avoid}thead{display:table-header-group}
.grid{grid-template-columns:1fr;gap:14pt}.grid:has(>figure[id^=chart-timeline]+figure){grid-template-columns:1fr 1fr;gap:14pt 8pt}.plot{max-width:104mm}.tip,.at,.cell,.scripted,.switches{display:none}section>h2+p{break-after:avoid;break-inside:avoid}section[id^=scenario]{break-before:page}section[id^=scenario]>h2{margin-top:0}.pairs{grid-template-columns:1fr 1fr}
table,details table,dl{font-size:8.5pt}th,td{padding:2.5pt 6pt 2.5pt 0}.n{padding-left:6pt;padding-right:0}.key .value{font-size:9.5pt}.beside,.unit,.notes{font-size:7.5pt;line-height:1.25}.even{min-width:0;width:100%}.scroll{overflow:visible;margin:10pt 0}ul{font-size:9.5pt}.facts{font-size:8.5pt}.headline,.question{font-size:11.5pt}.doubt,.means{font-size:9pt}.verdict{font-size:8pt}details:not([open]){display:none}a{color:inherit;text-decoration:none}
.verdict,.answer,.key td,.key th{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`.trim();
}
