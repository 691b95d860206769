// npm run dev: like npm start, but each page is compiled when it is visited and again when its source changes.
import { serve } from "../dev/serve.ts";

await serve("dev");
