// npm run dev: as npm start, but the app is compiled as it is visited and follows its sources.
import { serve } from "./serve.ts";

await serve("dev");
