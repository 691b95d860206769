// npm run dev: as npm start, but the app is compiled as it is visited and follows its sources.
import { serve } from "../dev/serve.ts";

await serve("dev");
