ALTER TABLE `lead` ADD `merged_into` text;--> statement-breakpoint
ALTER TABLE `lead` ADD `also_called` text DEFAULT '[]' NOT NULL;