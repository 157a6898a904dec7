ALTER TABLE `lead` ADD `again_at` integer;--> statement-breakpoint
CREATE INDEX `lead_again` ON `lead` (`workspace_id`,`owner_id`,`again_at`) WHERE again_at IS NOT NULL AND archived_at IS NULL;