import type { Office } from "../office";
import { affairs } from "./affairs";
import { firm } from "./firm";

export default { affairs, firm } satisfies Office;
