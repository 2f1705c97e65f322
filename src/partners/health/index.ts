/** The front door of health: its contribution. */
export { HealthContribution } from "./health.type";
