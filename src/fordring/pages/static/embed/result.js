// The page that a shop shows in the frame when everything is over: all it says is how tall it is.

import { followHeight } from "./height.js";
import { messenger } from "./messages.js";

const { sid } = document.body.dataset;
const shop = messenger({ sid, embedded: window.parent !== window });
followHeight((height) => shop.say("HeightChanged", { height }));
