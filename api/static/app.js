// Which page stands at which address. A page's module is loaded when it is first opened.
import { startRouter } from "./lib/router.js";

startRouter([
  ["/", () => import("./pages/home.js")],
  ["/scans/:scanId", () => import("./pages/scan.js")],
  ["/scans/:scanId/pain-points/:painPointId", () => import("./pages/pain-point.js")],
  ["/compare", () => import("./pages/compare.js")],
  ["/audiences", () => import("./pages/audiences.js")],
  ["/queue", () => import("./pages/queue.js")],
]);
