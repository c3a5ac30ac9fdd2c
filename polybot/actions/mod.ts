/**
 * The actions, in the order in which help, menu and buttons show them.
 *
 * @module
 */
import type { Action } from "./action.ts";

// Imported where they are listed: a new action is one new file and one line.
const modules = await Promise.all([
  import("./blur.ts"),
  import("./contour.ts"),
  import("./rotate.ts"),
  import("./salt_and_pepper.ts"),
  import("./segment.ts"),
  import("./concat.ts"),
  import("./predict.ts"),
]);

export const ACTIONS: readonly Action<unknown>[] = modules.map((module) =>
  module.default
);
