// Runs before the first paint, so that a dark page never flashes white.
(function () {
  var wish = null;
  try {
    wish = localStorage.getItem('syncline.theme');
  } catch {
    // Storage may be switched off; the system's wish is used then.
  }
  var dark = wish === 'dark' || (wish !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
