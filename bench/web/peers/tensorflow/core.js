// The library's smallest form: without gradients and chained operators.

import "core/base_side_effects.js";
export * from "core/base.js";
