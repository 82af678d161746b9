/** The style sheet of the HTML report: both colour schemes, print, no request. */
export const STYLE = `
:root { color-scheme: light dark; --fg: #1f2328; --muted: #59636e; --rule: #d1d9e0; --bg: #fff;
  --data: #1a6fc4; --rare: #b35900; --error: #b3261e; --warning: #8a5a00; --info: #1a6fc4; --passed: #1a7f37; }
@media (prefers-color-scheme: dark) { :root { --fg: #d6d9dd; --muted: #9aa4ae; --rule: #3a3f45; --bg: #1b1d20;
  --data: #59a4f9; --rare: #e2965a; --error: #f2837b; --warning: #d9a441; --info: #59a4f9; --passed: #57ab5a; } }
body { margin: 0; background: var(--bg); color: var(--fg); font: 13px/20px system-ui, sans-serif; }
main { max-width: 920px; margin: 0 auto; padding: 24px; }
code, header strong { font-family: ui-monospace, Consolas, monospace; font-size: 12px; overflow-wrap: anywhere; unicode-bidi: isolate; }
header { padding-bottom: 12px; border-bottom: 1px solid var(--rule); }
h1 { font-size: 20px; line-height: 28px; margin: 24px 0 4px; } h1 code { font-size: 18px; }
h2 { font-size: 13px; margin: 28px 0 8px; padding-top: 12px; border-top: 1px solid var(--rule); }
h3 { display: inline; font-size: 13px; margin: 0; } p { margin: 4px 0; max-width: 100ch; }
.muted, .rows { color: var(--muted); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); gap: 12px; margin: 24px 0 0; }
.figures dt { font-size: 12px; color: var(--muted); } .figures dd { margin: 0; font-size: 20px; line-height: 28px; }
.figures dd.muted { font-size: 11px; line-height: 16px; }
.findings { list-style: none; margin: 0; padding: 0; }
.findings li { padding: 8px 0 8px 12px; border-left: 3px solid var(--side); margin-bottom: 8px; }
.findings .rows { float: right; }
.error { --side: var(--error); } .warning { --side: var(--warning); }
.info { --side: var(--info); } .passed { --side: var(--passed); }
.mark { font-weight: 400; color: var(--muted); }
table { border-collapse: collapse; } .wide { overflow-x: auto; }
th, td { padding: 4px 12px 4px 0; text-align: left; border-bottom: 1px solid var(--rule); vertical-align: top; }
thead th { font-size: 11px; font-weight: 400; color: var(--muted); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bars { width: 100%; } .bars th { font-weight: 400; width: 20%; } .bars .track { width: 60%; }
.bars svg { width: 100%; height: 12px; display: block; padding-top: 4px; }
rect { fill: var(--data); } rect.rare { fill: var(--rare); } rect.quiet { fill: var(--muted); }
figure { margin: 12px 0; } .chart { max-width: 100%; height: auto; display: block; }
.chart text { fill: var(--muted); font: 11px system-ui, sans-serif; } .chart .gridl, .chart .ax { stroke: var(--rule); }
.chart .even { stroke: var(--muted); stroke-dasharray: 3 3; } .chart .area { fill: var(--data); opacity: 0.14; }
.chart .line { stroke: var(--data); stroke-width: 1.75; fill: none; } .chart .line.rare { stroke: var(--rare); }
.chart .line.quiet { stroke: var(--muted); } .chart .pt { fill: var(--data); } .chart .pt.rare { fill: var(--rare); }
.chart .pt.quiet { fill: var(--muted); }
@media print { main { padding: 0; } li, tr { break-inside: avoid; } }
`;
