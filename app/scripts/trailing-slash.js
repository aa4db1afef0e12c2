// Adds the slash that some hosts omit after a folder's name: relative addresses need it. ES5, for browsers of any age.
if (/\/(?!index$)[^/.]+$/.test(location.pathname))
  history.replaceState(null, "", location.pathname + "/" + location.search + location.hash);
