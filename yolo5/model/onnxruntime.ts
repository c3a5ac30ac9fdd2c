/**
 * onnxruntime, loaded after it was told to keep to itself: always by this
 * module.
 *
 * @module
 */
import "./no_telemetry.ts";

export { InferenceSession, Tensor } from "onnxruntime-node";
