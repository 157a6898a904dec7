CREATE TABLE `job_progress` (
	`workspace_id` text NOT NULL,
	`job_id` text NOT NULL,
	`at` integer NOT NULL,
	`touched` integer NOT NULL,
	`counts` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `job_id`)
);
