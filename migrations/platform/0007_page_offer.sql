CREATE TABLE `page_offer` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`person_id` text NOT NULL,
	`pages` text NOT NULL,
	`tokens` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `page_offer_expires` ON `page_offer` (`expires_at`);