/**
 * Messages between a service and the thread of its model.
 *
 * @module
 */
import type { DetectionFilter, TensorValues } from "../detection/decoding.ts";

/** A picture for the model, and which objects to find in it. */
export interface Look {
  /** Values in the model's layout; the buffer is transferred to the thread and back. */
  readonly input: TensorValues;
  readonly picture: { readonly width: number; readonly height: number };
  readonly filter: DetectionFilter | undefined;
}

/** A request to the thread. */
export type Order =
  | { readonly kind: "open"; readonly file: string; readonly threads: number }
  | { readonly kind: "look" } & Look
  | { readonly kind: "close" };

/** The reply to an order; an error loses its class on the way. */
export type Reply =
  & {
    readonly input: TensorValues | undefined;
    /** Seconds that the order took. */
    readonly seconds: number;
  }
  & (
    | { readonly value: unknown }
    | { readonly error: unknown; readonly isModelError: boolean }
  );
