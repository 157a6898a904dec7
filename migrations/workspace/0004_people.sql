ALTER TABLE `member` ADD `rights` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `workspace_state` ADD `support` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`workspace_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_actor` ON `audit` (`workspace_id`,`actor`,`at`);--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit` (`workspace_id`,`subject`,`at`);--> statement-breakpoint
CREATE INDEX `lead_archived` ON `lead` (`workspace_id`,`owner_id`,`n`) WHERE archived_at IS NOT NULL;
