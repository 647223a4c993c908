/** The look of a transcript's page: a dark chat, without any file from elsewhere. */
export const style = `
body { margin: 0; background: #313338; color: #dbdee1; font: 16px/1.375 "gg sans", "Noto Sans", "DejaVu Sans", sans-serif; }
header { padding: 12px 16px; border-bottom: 1px solid #26282c; color: #f2f3f5; font-weight: 600; }
main { max-width: 760px; padding: 8px 16px 24px; }
article { margin: 14px 0; padding: 4px 12px; }
article.ephemeral { background: #3c3d54; border-left: 2px solid #5865f2; }
p { margin: 4px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.cause, .small, time { color: #949ba4; font-size: 13px; }
.act { padding: 0 12px; color: #949ba4; font-size: 13px; font-style: italic; }
.author b { color: #f2f3f5; }
.app { padding: 0 5px; border-radius: 3px; background: #5865f2; color: #fff; font-size: 11px; }
section { margin: 6px 0; padding: 8px 16px 12px 12px; border-left: 4px solid; border-radius: 4px; background: #2b2d31; max-width: 520px; }
h3 { margin: 4px 0; color: #f2f3f5; font-size: 16px; overflow-wrap: anywhere; }
dl { display: flex; flex-wrap: wrap; gap: 8px; margin: 0; }
dl div { flex: 1 0 100%; } dl div.inline { flex: 1 0 30%; }
dt { color: #f2f3f5; font-size: 14px; font-weight: 600; } dd { margin: 0; font-size: 14px; white-space: pre-wrap; overflow-wrap: anywhere; }
code, pre { background: #1e1f22; border-radius: 3px; font: 13px/1.4 "DejaVu Sans Mono", monospace; }
code { padding: 1px 3px; } pre { margin: 4px 0; padding: 6px; white-space: pre-wrap; }
.mention { padding: 0 2px; border-radius: 3px; background: #3c4270; color: #c9cdfb; }
a { color: #00a8fc; }
.button, .menu { display: inline-block; margin: 2px 0; padding: 5px 14px; border-radius: 4px; background: #4e5058; color: #fff; font-size: 14px; }
.primary { background: #5865f2; } .success { background: #248046; } .danger { background: #da373c; } .disabled { opacity: 0.5; }
.file { display: inline-block; padding: 8px 12px; border: 1px solid #26282c; border-radius: 4px; background: #2b2d31; }
img { max-width: 100%; border-radius: 4px; }
`;
