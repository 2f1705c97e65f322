/** The front door of housing: its contribution. */
export { HousingContribution } from "./housing.type";
