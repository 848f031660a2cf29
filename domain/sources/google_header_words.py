"""Column headers of Google Ads' own exports by language: a field, and the headers that mean it.

Source: reports downloaded from the Google Ads pages and its report editor. Ids are columns that people add.
"""

ENGLISH = """
segments.date: Day | Date
segments.week: Week
segments.month: Month
segments.quarter: Quarter
segments.year: Year
segments.hour: Hour of the day | Hour of day
segments.day_of_week: Day of the week | Day of week
customer.id: Customer ID | External customer ID | Account ID
customer.descriptive_name: Account name | Account
customer.time_zone: Time zone | Account time zone
customer.currency_code: Currency code | Currency
campaign.id: Campaign ID
campaign.name: Campaign | Campaign name
campaign.advertising_channel_type: Campaign type | Advertising channel | Advertising channel type
campaign.advertising_channel_sub_type: Campaign subtype
campaign.status: Campaign status | Campaign state
campaign.start_date: Campaign start date
campaign.end_date: Campaign end date
campaign.bidding_strategy_type: Bid strategy type | Campaign bid strategy type
budget: Budget
budget_name: Budget name
budget_type: Budget type
bid_strategy: Bid strategy | Campaign bid strategy
ad_group.id: Ad group ID
ad_group.name: Ad group | Ad group name
ad_group.status: Ad group status | Ad group state
ad_group.type: Ad group type
asset_group.id: Asset group ID
asset_group.name: Asset group | Asset group name
asset_group.status: Asset group status
ad_group_ad.ad.id: Ad ID
ad_group_ad.ad.name: Ad name
ad_group_ad.status: Ad status | Ad state
ad_group_ad.ad.type: Ad type
ad_group_ad.ad.final_urls: Final URL | Ad final URL
ad_group_ad.ad.final_url_suffix: Final URL suffix | Ad final URL suffix
ad_group_criterion.criterion_id: Keyword ID | Criterion ID
ad_group_criterion.keyword.text: Keyword | Search keyword | Keyword text
ad_group_criterion.keyword.match_type: Keyword match type | Search keyword match type
ad_group_criterion.status: Keyword status | Search keyword status
match_type: Match type
ad_group_criterion.quality_info.quality_score: Quality Score
metrics.historical_quality_score: Quality Score (hist.)
search_term_view.search_term: Search term
segments.search_term_match_type: Search term match type
search_term_view.status: Added/Excluded
status: Status
segments.device: Device
segments.ad_network_type: Network | Network (with search partners)
segments.click_type: Click type
segments.conversion_action_name: Conversion action | Conversion action name | Conversion name
segments.conversion_action_category: Conversion category | Conversion action category
segments.conversion_source: Conversion source
segments.slot: Top vs. Other
cost: Cost
metrics.impressions: Impr. | Impressions
metrics.clicks: Clicks
metrics.interactions: Interactions
metrics.engagements: Engagements
metrics.video_views: Views | Video views | TrueView views
metrics.conversions: Conversions | Conv.
metrics.conversions_value: Conv. value | Conversion value | Total conv. value
metrics.all_conversions: All conv.
metrics.all_conversions_value: All conv. value
metrics.view_through_conversions: View-through conv. | View-through conversions
metrics.conversions_by_conversion_date: Conversions (by conv. time)
metrics.conversions_value_by_conversion_date: Conv. value (by conv. time)
metrics.all_conversions_by_conversion_date: All conv. (by conv. time)
metrics.all_conversions_value_by_conversion_date: All conv. value (by conv. time)
metrics.cross_device_conversions: Cross-device conv.
metrics.phone_calls: Phone calls
metrics.phone_impressions: Phone impr.
metrics.search_impression_share: Search impr. share | Search impression share
metrics.search_exact_match_impression_share: Search exact match IS
metrics.search_top_impression_share: Search top IS
metrics.search_absolute_top_impression_share: Search abs. top IS
metrics.search_budget_lost_impression_share: Search lost IS (budget)
metrics.search_rank_lost_impression_share: Search lost IS (rank)
metrics.search_budget_lost_top_impression_share: Search lost top IS (budget)
metrics.search_rank_lost_top_impression_share: Search lost top IS (rank)
metrics.search_budget_lost_absolute_top_impression_share: Search lost abs. top IS (budget)
metrics.search_rank_lost_absolute_top_impression_share: Search lost abs. top IS (rank)
metrics.search_click_share: Click share
metrics.content_impression_share: Display impr. share
metrics.content_budget_lost_impression_share: Display lost IS (budget)
metrics.content_rank_lost_impression_share: Display lost IS (rank)
metrics.average_cpc: Avg. CPC
metrics.average_cpm: Avg. CPM
metrics.average_cpv: Avg. CPV | TrueView avg. CPV
metrics.average_cost: Avg. cost
metrics.ctr: CTR
metrics.interaction_rate: Interaction rate
metrics.engagement_rate: Engagement rate
metrics.video_view_rate: View rate | TrueView view rate
metrics.cost_per_conversion: Cost / conv.
metrics.cost_per_all_conversions: Cost / all conv.
metrics.conversions_from_interactions_rate: Conv. rate
metrics.all_conversions_from_interactions_rate: All conv. rate
metrics.value_per_conversion: Value / conv.
metrics.value_per_all_conversions: Value / all conv.
metrics.conversions_value_per_cost: Conv. value / cost
metrics.all_conversions_value_per_cost: All conv. value / cost
metrics.top_impression_percentage: Impr. (Top) %
metrics.absolute_top_impression_percentage: Impr. (Abs. Top) %
metrics.video_quartile_p25_rate: Video played to 25%
metrics.video_quartile_p50_rate: Video played to 50%
metrics.video_quartile_p75_rate: Video played to 75%
metrics.video_quartile_p100_rate: Video played to 100%
"""
GERMAN = """
segments.date: Tag | Datum
segments.week: Woche
segments.month: Monat
segments.quarter: Quartal
segments.year: Jahr
segments.hour: Tageszeit
customer.id: Kundennummer
customer.descriptive_name: Kontoname | Konto
customer.currency_code: Währungscode | Währung
campaign.id: Kampagnen-ID
campaign.name: Kampagne | Kampagnenname
campaign.advertising_channel_type: Kampagnentyp
campaign.status: Kampagnenstatus
ad_group.id: Anzeigengruppen-ID
ad_group.name: Anzeigengruppe
ad_group.status: Anzeigengruppenstatus
asset_group.name: Asset-Gruppe
ad_group_ad.ad.id: Anzeigen-ID
ad_group_ad.status: Anzeigenstatus
ad_group_ad.ad.final_urls: Finale URL
ad_group_criterion.criterion_id: Keyword-ID
ad_group_criterion.quality_info.quality_score: Qualitätsfaktor
ad_group_criterion.status: Keyword-Status
match_type: Übereinstimmungstyp
search_term_view.search_term: Suchbegriff
search_term_view.status: Hinzugefügt/Ausgeschlossen
segments.device: Gerät
segments.ad_network_type: Netzwerk | Werbenetzwerk
segments.conversion_action_name: Conversion-Aktion
cost: Kosten
metrics.impressions: Impressionen
metrics.clicks: Klicks
metrics.interactions: Interaktionen
metrics.conversions_value: Conv.-Wert | Conversion-Wert
metrics.all_conversions: Alle Conv.
metrics.all_conversions_value: Wert aller Conv. | Alle Conv.-Werte
metrics.view_through_conversions: View-through-Conv.
metrics.search_impression_share: Anteil an möglichen Impressionen im Suchnetzwerk | Anteil an mögl. Impr. im Suchnetzwerk
metrics.average_cpc: Durchschn. CPC
metrics.average_cpm: Durchschn. CPM
metrics.average_cost: Durchschn. Kosten
metrics.interaction_rate: Interaktionsrate
metrics.cost_per_conversion: Kosten/Conv. | Kosten / Conv.
metrics.conversions_from_interactions_rate: Conv.-Rate
metrics.value_per_conversion: Wert/Conv. | Wert / Conv.
metrics.conversions_value_per_cost: Conv.-Wert/Kosten | Conv.-Wert / Kosten
"""
FRENCH = """
segments.date: Jour
segments.week: Semaine
segments.month: Mois
segments.quarter: Trimestre
segments.year: Année
customer.id: Numéro client
customer.descriptive_name: Nom du compte | Compte
customer.currency_code: Code de devise | Code de la devise | Devise
campaign.id: ID de campagne | ID de la campagne
campaign.name: Campagne | Nom de la campagne
campaign.advertising_channel_type: Type de campagne
campaign.status: État de la campagne
ad_group.id: ID du groupe d'annonces
ad_group.name: Groupe d'annonces
ad_group_criterion.quality_info.quality_score: Niveau de qualité
ad_group_criterion.keyword.text: Mot clé | Mot-clé
match_type: Type de correspondance
search_term_view.search_term: Terme de recherche
segments.device: Appareil
segments.ad_network_type: Réseau
segments.conversion_action_name: Action de conversion
cost: Coût
metrics.clicks: Clics
metrics.conversions_value: Valeur de conv. | Valeur conv. | Valeur de conversion
metrics.all_conversions: Toutes les conv.
metrics.average_cpc: CPC moy.
metrics.average_cpm: CPM moy.
metrics.interaction_rate: Taux d'interaction
metrics.cost_per_conversion: Coût/conv. | Coût / conv.
metrics.conversions_from_interactions_rate: Taux de conv.
metrics.conversions_value_per_cost: Valeur de conv./coût | Valeur de conv. / coût
"""
SPANISH = """
segments.date: Día
segments.week: Semana
segments.month: Mes
segments.year: Año
customer.id: ID de cliente
customer.descriptive_name: Nombre de la cuenta | Cuenta
customer.currency_code: Código de moneda | Moneda
campaign.id: ID de campaña | ID de la campaña
campaign.name: Campaña | Nombre de la campaña
campaign.advertising_channel_type: Tipo de campaña
campaign.status: Estado de la campaña
ad_group.id: ID del grupo de anuncios
ad_group.name: Grupo de anuncios
ad_group_criterion.quality_info.quality_score: Nivel de calidad
ad_group_criterion.keyword.text: Palabra clave
match_type: Tipo de concordancia
search_term_view.search_term: Término de búsqueda
segments.device: Dispositivo
segments.conversion_action_name: Acción de conversión | Nombre de la acción de conversión
segments.conversion_action_category: Categoría de conversión
cost: Coste | Costo
metrics.impressions: Impresiones
metrics.clicks: Clics
metrics.conversions: Conversiones
metrics.conversions_value: Valor de conv. | Valor conv. | Valor de conversión
metrics.all_conversions: Todas las conv.
metrics.average_cpc: CPC medio | Prom. CPC
metrics.cost_per_conversion: Coste/conv. | Costo/conv. | Coste / conv. | Costo / conv.
metrics.conversions_from_interactions_rate: Tasa de conv.
metrics.conversions_value_per_cost: Valor de conv./coste | Valor de conv./costo
"""
