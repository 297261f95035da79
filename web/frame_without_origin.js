// No module. A frame that is sandboxed without allow-same-origin has no origin of its own: modules, workers and data of the site are those
// of a stranger to it, and do not come. The page that is one file needs none of them. So does a page that was opened from a folder.

if (self.origin === 'null') location.replace(`atelier-single.html${location.hash}`);
