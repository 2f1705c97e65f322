import { Column, Entity, PrimaryColumn } from "typeorm";

/** Permission to share. Only its withdrawal is ever added; the rest stands as it was given. */
@Entity("consent")
export class ConsentEntity {
  @PrimaryColumn({ type: "uuid" })
  id: string;

  @Column({ type: "uuid", name: "subject_id" })
  subjectId: string;

  @Column({ type: "uuid", name: "given_by", nullable: true })
  givenBy: string | null;

  @Column({ type: "text" })
  capacity: string;

  @Column({ type: "text" })
  decision: string;

  @Column({ type: "text", array: true })
  categories: string[];

  @Column({ type: "text", array: true, name: "excluded_categories" })
  excludedCategories: string[];

  @Column({ type: "text", array: true })
  recipients: string[];

  @Column({ type: "text", array: true, name: "excluded_recipients" })
  excludedRecipients: string[];

  @Column({ type: "text", array: true })
  purposes: string[];

  @Column({ type: "timestamptz", name: "valid_from" })
  validFrom: Date;

  @Column({ type: "timestamptz", name: "valid_to" })
  validTo: Date;

  @Column({ type: "timestamptz", name: "withdrawn_at", nullable: true })
  withdrawnAt: Date | null;

  @Column({ type: "text", name: "withdrawn_recorded_by", nullable: true })
  withdrawnRecordedBy: string | null;

  @Column({ type: "text" })
  method: string;

  @Column({ type: "text", name: "evidence_ref", nullable: true })
  evidenceRef: string | null;

  @Column({ type: "boolean", name: "sought_safely" })
  soughtSafely: boolean;

  /** The assessment that made it this giver's decision. */
  @Column({ type: "uuid", name: "competence_assessment_id", nullable: true })
  competenceAssessmentId: string | null;

  @Column({ type: "text", name: "imported_from", nullable: true })
  importedFrom: string | null;

  @Column({ type: "text", name: "recorded_by" })
  recordedBy: string;

  @Column({ type: "timestamptz", name: "recorded_at" })
  recordedAt: Date;
}

/** Agreement to receive a service. It is never permission to share, and no rule reads it. */
@Entity("service_agreement")
export class ServiceAgreementEntity {
  @PrimaryColumn({ type: "uuid" })
  id: string;

  @Column({ type: "uuid", name: "case_id" })
  caseId: string;

  @Column({ type: "uuid", name: "person_id" })
  personId: string;

  @Column({ type: "text" })
  service: string;

  @Column({ type: "text" })
  decision: string;

  @Column({ type: "timestamptz", name: "decided_at" })
  decidedAt: Date;

  @Column({ type: "text", name: "recorded_by" })
  recordedBy: string;

  @Column({ type: "timestamptz", name: "recorded_at" })
  recordedAt: Date;
}
