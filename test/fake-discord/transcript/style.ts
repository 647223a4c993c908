/** The look of a transcript's page: a dark chat, without any file from elsewhere. */
export const style = `
body { margin: 0; background: #313338; color: #dbdee1; font: 15px/1.4 "gg sans", "Noto Sans", "Liberation Sans", "Helvetica Neue", Arial, sans-serif; }
header { padding: 12px 16px; border-bottom: 1px solid #26282c; background: #2f3136; color: #f2f3f5; font-weight: 600; }
main { max-width: 760px; padding: 6px 0 16px; }
article { position: relative; margin: 8px 0; padding: 6px 20px 6px 72px; }
article.ephemeral { padding-left: 70px; background: #393b5a59; border-left: 2px solid #5865f2; }
article.ephemeral .portrait { left: 14px; }
.portrait { position: absolute; left: 16px; width: 40px; height: 40px; }
.icon { width: 1.15em; height: 1.15em; vertical-align: -0.22em; }
p { margin: 3px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.cause { position: relative; margin-bottom: 6px; }
.cause::before { content: ""; position: absolute; left: -37px; top: 8px; width: 32px; height: 10px; border: solid #4e5058; border-width: 2px 0 0 2px; border-top-left-radius: 6px; }
.cause, .small, time { color: #949ba4; font-size: 12.5px; }
.cause b { color: #dbdee1; font-weight: 500; }
.command { color: #00a8fc; }
.act { padding: 0 20px 0 72px; color: #949ba4; font-size: 13px; }
.act::before { content: "↳ "; }
.author b { color: #f2f3f5; font-weight: 600; }
.app { padding: 1px 5px; border-radius: 4px; background: #5865f2; color: #fff; font-size: 10.5px; font-weight: 600; vertical-align: 1px; }
section { margin: 6px 0; padding: 10px 16px 12px 12px; border-left: 4px solid; border-radius: 4px; background: #2b2d31; max-width: 516px; font-size: 14px; }
section .small { margin-top: 8px; }
h3 { margin: 0 0 6px; color: #f2f3f5; font-size: 16px; overflow-wrap: anywhere; }
dl { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0 0; }
dl div { flex: 1 0 100%; } dl div.inline { flex: 1 0 30%; }
dt { color: #f2f3f5; font-weight: 600; } dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
code, pre { background: #1e1f22; border-radius: 3px; font: 12.5px/1.4 "Liberation Mono", "DejaVu Sans Mono", monospace; }
code { padding: 1px 4px; } pre { margin: 4px 0; padding: 6px; white-space: pre-wrap; }
.mention { padding: 0 3px; border-radius: 3px; background: #3c4270; color: #c9cdfb; font-weight: 500; text-decoration: none; }
a { color: #00a8fc; text-decoration: none; }
.row { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; }
.button, .menu { padding: 6px 16px; border-radius: 4px; background: #4e5058; color: #fff; font-size: 14px; font-weight: 500; }
.primary { background: #5865f2; } .success { background: #248046; } .danger { background: #da373c; } .disabled { opacity: 0.5; }
.file { display: inline-block; margin: 4px 8px 4px 0; padding: 10px 14px; border: 1px solid #26282c; border-radius: 6px; background: #2b2d31; color: #00a8fc; }
img { max-width: 100%; border-radius: 4px; }
`;
