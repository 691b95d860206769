// npm start: the built app, at full speed.
import { serve } from "../dev/serve.ts";

await serve("start");
