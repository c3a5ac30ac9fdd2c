import type { Action } from "./action.ts";

// listed and imported in the same place: a new action is one file and one line
const modules = await Promise.all([
  import("./blur.ts"),
  import("./contour.ts"),
  import("./rotate.ts"),
  import("./salt_and_pepper.ts"),
  import("./segment.ts"),
  import("./concat.ts"),
  import("./predict.ts"),
]);

/** All actions, in the order in which help, menu and buttons show them. */
export const ACTIONS: readonly Action<unknown>[] = modules.map((module) =>
  module.default
);
