// Stands in for the editor: every request of the page is answered by `askHost`, which runs the real engine in Node.
const query = new URLSearchParams(location.search);
const theme = query.get('theme') ?? 'dark';
document.documentElement.dataset.theme = theme;
document.addEventListener('DOMContentLoaded', () => {
  document.body.className = {
    dark: 'vscode-dark',
    light: 'vscode-light',
    hc: 'vscode-high-contrast',
  }[theme];
});
const remembered = {
  tab: query.get('tab') ?? 'Overview',
  segment: query.get('segment') ?? 'exact',
};
const tell = (message) => {
  window.postMessage(message, '*');
};
window.acquireVsCodeApi = () => ({
  getState: () => remembered,
  setState: () => undefined,
  postMessage: (message) => {
    if (message.kind !== 'request') return;
    const { id, name, params } = message;
    window.askHost(name, params).then(
      ({ answer, failure }) => {
        tell(failure ? { kind: 'failure', id, failure } : { kind: 'answer', id, answer });
      },
      (error) => {
        tell({ kind: 'failure', id, failure: { code: 'internal', message: String(error) } });
      },
    );
  },
});
window.tellPanel = (name, event) => {
  tell({ kind: 'event', name, event });
};
document.addEventListener('securitypolicyviolation', (event) => {
  console.error(
    'policy',
    event.violatedDirective,
    event.sourceFile,
    event.lineNumber,
    event.columnNumber,
    event.sample,
  );
});
