// npm start: builds the app if its sources have changed, and serves it.
import { serve } from "../dev/serve.ts";

await serve("start");
