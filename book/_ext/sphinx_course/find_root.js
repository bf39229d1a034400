// The site's root is the nearest folder above that has the site's sheet; all of this page's
// links start there. Asked one by one and waited for, since the rest of the page needs it.
(() => {
  const hasSheet = (folder) => {
    const request = new XMLHttpRequest();
    request.open("HEAD", `${folder}_static/site.css`, false);
    try {
      request.send();
    } catch {
      return false;
    }
    const type = request.getResponseHeader("Content-Type") ?? "";
    return request.status === 200 && type.includes("text/css");
  };
  let folder = location.pathname.replace(/[^/]*$/, "");
  while (folder !== "/" && !hasSheet(folder)) folder = folder.replace(/[^/]*\/$/, "");
  const base = document.createElement("base");
  base.href = folder;
  document.head.append(base);
  // Links within the page stay on it.
  addEventListener("DOMContentLoaded", () => {
    for (const link of document.querySelectorAll("a[href^='#']")) {
      link.href = location.pathname + link.getAttribute("href");
    }
  });
})();
