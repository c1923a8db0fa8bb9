"""Cities that stand in a dateline alone, without a country. Data only."""

from __future__ import annotations

_CITIES = """
abidjan abuja accra addis_ababa aden ahmedabad aleppo algiers amman amsterdam ankara athens atlanta
auckland baghdad bamako bangkok barcelona basra beijing beirut belfast belgrade bengaluru berlin bogota
boston brasilia bratislava brussels bucharest budapest buenos_aires cairo canberra caracas chennai chicago
colombo copenhagen dakar dallas damascus denver dhaka doha dubai dublin edinburgh erbil fallujah frankfurt
gaza gaza_city geneva hamburg hanoi harare havana helsinki hong_kong honolulu houston irbil islamabad
istanbul jakarta jerusalem johannesburg juba kabul karachi kathmandu khartoum kiev kinshasa kirkuk kolkata
kuala_lumpur kuwait_city kyiv lagos lahore las_vegas lima lisbon london los_angeles luxembourg madrid manama
manila mexico_city miami milan milwaukee minsk mogadishu montreal moscow mosul mumbai munich muscat nairobi
new_delhi new_orleans new_york nicosia oslo ottawa panama_city paris philadelphia phnom_penh port-au-prince
prague pretoria pyongyang quebec_city quito rabat ramadi ramallah reykjavik riga rio_de_janeiro riyadh rome
san_francisco san_salvador sanaa santiago sao_paulo sarajevo seattle seoul shanghai singapore skopje sofia
stockholm sydney taipei tallinn tashkent tbilisi tehran tel_aviv the_hague tikrit tokyo toronto tripoli tunis
united_nations vatican_city vienna vilnius warsaw washington wellington yangon yerevan zagreb zurich
"""
CITIES = frozenset(name.replace("_", " ") for name in _CITIES.split())
