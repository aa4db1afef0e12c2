// Stands in for tract while it is being built: tract-engine.js forwards the message to the page.
export default () => {
  throw "tract is still being built";
};
