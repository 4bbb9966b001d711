/** The production build, served for the tests. */
import { serve } from "../tools/serve.mjs";

await serve({ port: 4173 });
