// Says what keeps the page from starting; Trunk's loader calls it.
export default function start() {
  return {
    onFailure() {
      const progress = document.getElementById("progress");
      if (!progress || progress.hasAttribute("data-final")) return;
      progress.textContent = "The page could not be loaded. Check your connection, then ";
      const again = document.createElement("button");
      again.textContent = "load it again";
      again.addEventListener("click", () => location.reload());
      progress.append(again);
    },
  };
}
