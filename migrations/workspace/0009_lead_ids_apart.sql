DROP INDEX `lead_id_unique`;--> statement-breakpoint
CREATE UNIQUE INDEX `lead_id` ON `lead` (`id`,`workspace_id`);