/**
 * Turns off onnxruntime's telemetry, which reports models and machines to its
 * makers. Users have not agreed to it, although it contains no pictures.
 *
 * @module
 */

// read by onnxruntime's native library when it is loaded
Deno.env.set("ORT_DISABLE_TELEMETRY", "1");
