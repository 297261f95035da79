// The engine's benchmark program in a web worker: it is posted {script, words} and posts back the line that it prints.

self.onmessage = ({ data: { script, words } }) => {
  self.Module = {
    arguments: words,
    print: (line) => self.postMessage(line),
    locateFile: (name) => new URL(name, new URL(script, self.location.href)).href,
  };
  importScripts(script);
};
