// Entry of the page's inline module.

import "./start.js";
import "./offline.js";
import "./translated.js";
