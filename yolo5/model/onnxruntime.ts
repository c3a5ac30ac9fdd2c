/**
 * Loads onnxruntime with its telemetry turned off. Nothing else may import it.
 *
 * @module
 */
import "./no_telemetry.ts";

export { InferenceSession, Tensor } from "onnxruntime-node";
