CREATE TABLE `ad` (
	`workspace_id` text NOT NULL,
	`id` text NOT NULL,
	`n` integer NOT NULL,
	`name` text NOT NULL,
	`ad_set_id` text,
	PRIMARY KEY(`workspace_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `ad_set` (
	`workspace_id` text NOT NULL,
	`id` text NOT NULL,
	`n` integer NOT NULL,
	`name` text NOT NULL,
	`campaign_id` text,
	PRIMARY KEY(`workspace_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `lead` ADD `ad_set` text;--> statement-breakpoint
ALTER TABLE `lead` ADD `ad` text;--> statement-breakpoint
-- Of leads that are there only names are known, and of an ad without one its id: an ad set is one for each name in a campaign, an ad one for each name in that.
CREATE TABLE `lead_came_by` AS
SELECT `n`, `workspace_id`, `campaign_id`, `ad_set`, `ad`,
	iif(`ad_set` IS NULL, NULL, dense_rank() OVER (PARTITION BY `workspace_id` ORDER BY `ad_set` IS NULL, `campaign_id`, `ad_set`)) AS `ad_set_n`,
	iif(`ad` IS NULL, NULL, dense_rank() OVER (PARTITION BY `workspace_id` ORDER BY `ad` IS NULL, `is_id`, iif(`is_id`, NULL, `campaign_id`), iif(`is_id`, NULL, `ad_set`), `ad`)) AS `ad_n`,
	`is_id`
FROM (
	SELECT *, length(`ad`) >= 10 AND `ad` NOT GLOB '*[^0-9]*' AS `is_id` FROM (
		SELECT `lead`.`n`, `lead`.`workspace_id`, `lead`.`campaign_id`, nullif(`submission`.`ad_set`, '') AS `ad_set`, nullif(`submission`.`ad`, '') AS `ad`, min(`submission`.`id`)
		FROM `lead` JOIN `submission` ON `submission`.`workspace_id` = `lead`.`workspace_id` AND `submission`.`lead_id` = `lead`.`id` AND `submission`.`submitted_at` = `lead`.`submitted_at`
		GROUP BY `lead`.`n`
	)
);
--> statement-breakpoint
INSERT OR IGNORE INTO `ad_set` (`workspace_id`, `id`, `n`, `name`, `campaign_id`)
	SELECT `workspace_id`, 'n' || `ad_set_n`, `ad_set_n`, `ad_set`, `campaign_id` FROM `lead_came_by` WHERE `ad_set_n` IS NOT NULL;
--> statement-breakpoint
INSERT OR IGNORE INTO `ad` (`workspace_id`, `id`, `n`, `name`, `ad_set_id`)
	SELECT `workspace_id`, iif(`is_id`, `ad`, 'n' || `ad_n`), `ad_n`, `ad`, 'n' || `ad_set_n` FROM `lead_came_by` WHERE `ad_n` IS NOT NULL;
--> statement-breakpoint
UPDATE `lead` SET `ad_set` = `lead_came_by`.`ad_set_n`, `ad` = `lead_came_by`.`ad_n` FROM `lead_came_by` WHERE `lead_came_by`.`n` = `lead`.`n`;
--> statement-breakpoint
DROP TABLE `lead_came_by`;
