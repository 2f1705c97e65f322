import { Column, Entity, PrimaryColumn } from "typeorm";
import type { StatutoryBasis } from "../sharing/evidence";

@Entity("case_file")
export class CaseFileEntity {
  @PrimaryColumn({ type: "uuid" })
  id: string;

  @Column({ type: "text" })
  reference: string;

  @Column({ type: "text", name: "owner_id" })
  ownerId: string;

  @Column({ type: "text", array: true })
  authorities: string[];

  @Column({ type: "timestamptz", name: "opened_at" })
  openedAt: Date;

  @Column({ type: "text", name: "opened_by" })
  openedBy: string;

  @Column({ type: "timestamptz", name: "closed_at", nullable: true })
  closedAt: Date | null;

  @Column({ type: "text", name: "local_tier" })
  localTier: string;

  @Column({ type: "int", name: "common_level" })
  commonLevel: number;

  @Column({ type: "boolean" })
  statutory: boolean;

  @Column({ type: "text", name: "statutory_basis", nullable: true })
  statutoryBasis: StatutoryBasis;

  @Column({ type: "text", nullable: true })
  rag: string | null;

  @Column({ type: "text", name: "harm_decided_by", nullable: true })
  harmDecidedBy: string | null;

  @Column({ type: "timestamptz", name: "harm_decided_at", nullable: true })
  harmDecidedAt: Date | null;

  @Column({ type: "boolean", name: "high_risk" })
  highRisk: boolean;
}

@Entity("case_member")
export class CaseMemberEntity {
  @PrimaryColumn({ type: "uuid", name: "case_id" })
  caseId: string;

  @PrimaryColumn({ type: "uuid", name: "person_id" })
  personId: string;

  @Column({ type: "text" })
  relationship: string;

  @Column({ type: "boolean", name: "is_child" })
  isChild: boolean;

  @Column({ type: "boolean", name: "lives_with_child" })
  livesWithChild: boolean;

  @Column({ type: "boolean", name: "contact_with_child" })
  contactWithChild: boolean;

  @Column({ type: "text" })
  reason: string;

  @Column({ type: "text", name: "linked_by" })
  linkedBy: string;

  @Column({ type: "timestamptz", name: "linked_at" })
  linkedAt: Date;
}

@Entity("case_agency")
export class CaseAgencyEntity {
  @PrimaryColumn({ type: "uuid", name: "case_id" })
  caseId: string;

  @PrimaryColumn({ type: "text", name: "agency_id" })
  agencyId: string;

  @Column({ type: "timestamptz", name: "valid_from" })
  validFrom: Date;

  @Column({ type: "timestamptz", name: "valid_to", nullable: true })
  validTo: Date | null;
}

@Entity("case_assignment")
export class CaseAssignmentEntity {
  @PrimaryColumn({ type: "uuid", name: "case_id" })
  caseId: string;

  @PrimaryColumn({ type: "text", name: "user_id" })
  userId: string;

  @Column({ type: "timestamptz", name: "valid_from" })
  validFrom: Date;

  @Column({ type: "timestamptz", name: "valid_to", nullable: true })
  validTo: Date | null;

  @Column({ type: "text", name: "assigned_by" })
  assignedBy: string;
}
