import { Column, Entity, PrimaryColumn } from "typeorm";

@Entity("person")
export class PersonEntity {
  @PrimaryColumn({ type: "uuid" })
  id: string;

  @Column({ type: "text" })
  name: string;

  @Column({ type: "date", name: "birth_date", nullable: true })
  birthDate: string | null;
}

/** Below 0.95 an identifier is a potential match and finds nobody. */
@Entity("person_identifier")
export class PersonIdentifierEntity {
  @PrimaryColumn({ type: "text" })
  system: string;

  @PrimaryColumn({ type: "text" })
  value: string;

  @Column({ type: "uuid", name: "person_id" })
  personId: string;

  @Column({ type: "numeric", precision: 4, scale: 3 })
  confidence: string;
}
