// The screen of the review: keys, words that are marked, search as one types, and lists that are read to the end.
// All of it works without this script, by forms; this makes it quick.
import { bewaarPlaats, naarStuk } from "./nalezen-plaats.js";
import { merk } from "./nalezen-merken.js";
import { toetsen } from "./nalezen-toetsen.js";
import { kiezers } from "./nalezen-kiezen.js";
import { lijst } from "./nalezen-lijst.js";

bewaarPlaats();
naarStuk();
merk();
toetsen();
kiezers();
lijst();

// A check that is running: look again until it is done.
if (document.querySelector("[data-ververs]")) setTimeout(() => location.reload(), 2000);
// The outline takes no room on a tablet until it is asked for.
const overzicht = document.querySelector("#overzicht");
if (overzicht && !matchMedia("(min-width: 75rem)").matches) overzicht.open = false;
