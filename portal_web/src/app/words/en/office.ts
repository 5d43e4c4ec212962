import { affairs } from "./affairs";
import { firm } from "./firm";

export default { affairs, firm };
