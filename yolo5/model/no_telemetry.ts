/**
 * Tells onnxruntime not to report to its makers what it runs and where. It
 * would hold nothing of a person's pictures, but nobody here was asked.
 *
 * @module
 */

// onnxruntime's native library reads it while it is loaded
Deno.env.set("ORT_DISABLE_TELEMETRY", "1");
