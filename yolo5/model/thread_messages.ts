/**
 * Messages between a service and the thread that runs its model.
 *
 * @module
 */
import type { DetectionFilter } from "../detection/decoding.ts";
import type { Size, TensorValues } from "../detection/letterbox.ts";

/** A letterboxed picture, and the filter of the objects to detect in it. */
export interface DetectRequest {
  /** Input of the model, which is transferred to the thread and back. */
  readonly input: TensorValues;
  readonly picture: Size;
  readonly filter: DetectionFilter | undefined;
}

/** A message to the thread. */
export type ThreadRequest =
  | { readonly kind: "open"; readonly file: string; readonly threads: number }
  | { readonly kind: "detect" } & DetectRequest
  | { readonly kind: "close" };

/** The thread's reply to a request. Errors lose their class between threads, so `isModelError` replaces it. */
export type ThreadReply =
  & {
    readonly input: TensorValues | undefined;
    /** Seconds that the request took. */
    readonly seconds: number;
  }
  & (
    | { readonly value: unknown }
    | { readonly error: unknown; readonly isModelError: boolean }
  );
