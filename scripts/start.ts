// npm start: the built app, at full speed.
import { serve } from "./serve.ts";

await serve("start");
