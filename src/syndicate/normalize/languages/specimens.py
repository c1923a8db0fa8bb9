"""Sixty words of each language that shares its script with others: what trigrams.py knows them by. Our own text."""

SPECIMENS = {
    "en": """The government said on Monday that it will not raise the price of bread this year, because many people are
        still without work. The minister told reporters after the meeting that there is no money for all of them, but he
        has asked the city to help those who lost their homes when the river rose. Which of these would have been with us?""",
    "de": """Die Regierung sagte am Montag, dass sie den Preis für Brot in diesem Jahr nicht erhöhen wird, weil viele
        Menschen noch ohne Arbeit sind. Der Minister erklärte nach der Sitzung, es gebe kein Geld für alle, aber er habe
        die Stadt gebeten, denen zu helfen, die ihr Haus verloren haben, als der Fluss stieg. Auch über das Schiff wird gesprochen.""",
    "fr": """Le gouvernement a dit lundi qu'il n'augmentera pas le prix du pain cette année, parce que beaucoup de gens sont
        encore sans travail. Le ministre a déclaré aux journalistes après la réunion qu'il n'y a pas d'argent pour tous, mais il
        a demandé à la ville d'aider ceux qui ont perdu leur maison quand la rivière est montée. Elle était avec nous dans les rues.""",
    "es": """El gobierno dijo el lunes que no subirá el precio del pan este año, porque muchas personas siguen sin trabajo. El
        ministro explicó a los periodistas después de la reunión que no hay dinero para todos ellos, pero ha pedido a la ciudad
        que ayude a quienes perdieron su casa cuando creció el río. También habló de los niños, de la elección y del año mañana.""",
    "it": """Il governo ha detto lunedì che non aumenterà il prezzo del pane quest'anno, perché molte persone sono ancora senza
        lavoro. Il ministro ha spiegato ai giornalisti dopo la riunione che non ci sono soldi per tutti, ma ha chiesto alla città
        di aiutare quelli che hanno perso la casa quando il fiume è cresciuto. Anche gli altri della regione sono con noi nelle strade.""",
    "pt": """O governo disse na segunda-feira que não vai aumentar o preço do pão este ano, porque muitas pessoas continuam sem
        trabalho. O ministro explicou aos jornalistas depois da reunião que não há dinheiro para todos, mas pediu à cidade que
        ajude os que perderam a sua casa quando o rio subiu. Também falou das crianças, da eleição e de uma mulher em São Paulo.""",
    "nl": """De regering zei maandag dat zij de prijs van brood dit jaar niet zal verhogen, omdat veel mensen nog zonder werk
        zijn. De minister vertelde journalisten na de vergadering dat er geen geld is voor iedereen, maar hij heeft de stad
        gevraagd om hen te helpen die hun huis verloren toen de rivier steeg. Ook het schip wordt door een van de partijen gebruikt.""",
    "sv": """Regeringen sade på måndagen att den inte kommer att höja priset på bröd i år, eftersom många människor fortfarande är
        utan arbete. Ministern berättade för journalister efter mötet att det inte finns pengar till alla, men han har bett staden
        att hjälpa dem som förlorade sina hem när floden steg. Också de som är från skolan och har varit där med oss får veta något.""",
    "da": """Regeringen sagde mandag, at den ikke vil hæve prisen på brød i år, fordi mange mennesker stadig er uden arbejde.
        Ministeren fortalte journalister efter mødet, at der ikke er penge til alle, men han har bedt byen om at hjælpe dem, der
        mistede deres hjem, da floden steg. Også de, som er fra skolen og har været der af sted med os, får noget at vide om bogen.""",
    "nb": """Regjeringen sa mandag at den ikke vil øke prisen på brød i år, fordi mange mennesker fortsatt er uten arbeid.
        Ministeren fortalte journalister etter møtet at det ikke finnes penger til alle, men han har bedt byen om å hjelpe dem som
        mistet hjemmet sitt da elva steg. Også de som er fra skolen og har vært der av gårde med oss, får vite noe om boka hennes.""",
    "fi": """Hallitus sanoi maanantaina, että se ei nosta leivän hintaa tänä vuonna, koska monet ihmiset ovat yhä ilman työtä.
        Ministeri kertoi toimittajille kokouksen jälkeen, että kaikille ei ole rahaa, mutta hän on pyytänyt kaupunkia auttamaan
        niitä, jotka menettivät kotinsa, kun joki nousi. Myös muut olivat kanssamme siellä, missä laiva on ollut.""",
    "pl": """Rząd powiedział w poniedziałek, że nie podniesie w tym roku ceny chleba, ponieważ wielu ludzi jest nadal bez pracy.
        Minister powiedział dziennikarzom po spotkaniu, że nie ma pieniędzy dla wszystkich, ale poprosił miasto o pomoc dla tych,
        którzy stracili domy, gdy rzeka wezbrała. Także inni są z nami, jak się okazało, przez który czas już było to możliwe.""",
    "cs": """Vláda v pondělí řekla, že letos nezvýší cenu chleba, protože mnoho lidí je stále bez práce. Ministr po schůzi řekl
        novinářům, že není dost peněz pro všechny, ale požádal město, aby pomohlo těm, kteří přišli o dům, když se řeka zvedla.
        Také ostatní jsou s námi, jak se ukázalo, a při tom byly všechny děti ve škole. Který z nich už bude moci přijít?""",
    "sk": """Vláda v pondelok povedala, že tento rok nezvýši cenu chleba, pretože veľa ľudí je stále bez práce. Minister po
        stretnutí povedal novinárom, že nie je dosť peňazí pre všetkých, ale požiadal mesto, aby pomohlo tým, ktorí prišli o dom,
        keď sa rieka zdvihla. Aj ostatní sú s nami, ako sa ukázalo, a pri tom boli všetky deti v škole. Ktorý z nich už bude môcť prísť?""",
    "sl": """Vlada je v ponedeljek povedala, da letos ne bo zvišala cene kruha, ker je veliko ljudi še vedno brez dela. Minister
        je po sestanku novinarjem povedal, da ni denarja za vse, vendar je prosil mesto, naj pomaga tistim, ki so izgubili dom, ko
        je reka narasla. Tudi drugi so z nami, kot se je pokazalo, in pri tem bodo lahko še naprej sodelovali, saj gre za naše ljudi.""",
    "hr": """Vlada je u ponedjeljak rekla da ove godine neće povećati cijenu kruha jer su mnogi ljudi još uvijek bez posla.
        Ministar je nakon sastanka rekao novinarima da nema novca za sve, ali je zamolio grad da pomogne onima koji su izgubili
        dom kad je rijeka narasla. I drugi su s nama, kao što se pokazalo, i pritom će biti moguće da se nešto učini uz more.""",
    "tr": """Hükümet pazartesi günü bu yıl ekmek fiyatını artırmayacağını söyledi, çünkü birçok insan hâlâ işsiz. Bakan
        toplantıdan sonra gazetecilere herkes için para olmadığını söyledi, ama nehir yükseldiğinde evlerini kaybedenlere yardım
        etmesini şehirden istedi. Diğerleri de bizimle birlikte olacak ve daha sonra ne yapılacağı için karar verilecek.""",
    "az": """Hökumət bazar ertəsi bu il çörəyin qiymətini artırmayacağını dedi, çünki bir çox insan hələ də işsizdir. Nazir
        görüşdən sonra jurnalistlərə hamı üçün pul olmadığını bildirdi, lakin çay qalxanda evlərini itirənlərə kömək etməyi
        şəhərdən xahiş etdi. Digərləri də bizimlə olacaq və sonra nə ediləcəyi ilə bağlı qərar veriləcək.""",
    "id": """Pemerintah mengatakan pada hari Senin bahwa tidak akan menaikkan harga roti tahun ini, karena banyak orang masih
        tanpa pekerjaan. Menteri mengatakan kepada wartawan setelah rapat bahwa tidak ada uang untuk semua, tetapi ia telah
        meminta kota membantu mereka yang kehilangan rumah ketika sungai naik. Juga bisa dilihat bahwa mobil itu di kantor karena uang.""",
    "ms": """Kerajaan berkata pada hari Isnin bahawa ia tidak akan menaikkan harga roti tahun ini, kerana ramai orang masih
        tidak mempunyai pekerjaan. Menteri memberitahu pemberita selepas mesyuarat bahawa tiada wang untuk semua, tetapi beliau telah
        meminta bandar membantu mereka yang kehilangan rumah apabila sungai naik. Juga boleh dilihat kereta itu di pejabat kerana wang.""",
    "ro": """Guvernul a spus luni că nu va crește prețul pâinii în acest an, pentru că mulți oameni sunt încă fără muncă. Ministrul
        le-a spus jurnaliștilor după ședință că nu sunt bani pentru toți, dar a cerut orașului să îi ajute pe cei care și-au pierdut
        casa când râul a crescut. Și ceilalți sunt cu noi, după cum s-a văzut, iar copiii din școală au fost în această zi.""",
    "hu": """A kormány hétfőn azt mondta, hogy idén nem emeli a kenyér árát, mert sok ember még mindig munka nélkül van. A miniszter
        az ülés után elmondta az újságíróknak, hogy nincs pénz mindenkinek, de megkérte a várost, hogy segítsen azoknak, akik
        elvesztették az otthonukat, amikor a folyó megáradt. A többiek is velünk voltak, és meg fogják tudni, hogy ez volt a cél.""",
    "vi": """Chính phủ nói hôm thứ Hai rằng sẽ không tăng giá bánh mì trong năm nay, vì nhiều người vẫn không có việc làm. Bộ trưởng
        cho các nhà báo biết sau cuộc họp rằng không có tiền cho tất cả, nhưng ông đã yêu cầu thành phố giúp những người mất nhà
        khi nước sông dâng lên. Những người khác cũng ở với chúng tôi và được biết điều đó.""",
    "ca": """El govern va dir dilluns que no apujarà el preu del pa aquest any, perquè moltes persones encara no tenen feina. El
        ministre va explicar als periodistes després de la reunió que no hi ha diners per a tots, però ha demanat a la ciutat que
        ajudi els que van perdre la casa quan el riu va créixer. També els altres són amb nosaltres, i les nenes a l'escola d'això.""",
    "gl": """O goberno dixo o luns que non vai subir o prezo do pan este ano, porque moitas persoas seguen sen traballo. O ministro
        explicou aos xornalistas despois da xuntanza que non hai cartos para todos, pero pediulle á cidade que axude os que perderon
        a súa casa cando medrou o río. Tamén os outros están connosco, e unha muller da rexión falou das eleccións e dos nenos na rúa.""",
    "et": """Valitsus ütles esmaspäeval, et ta ei tõsta sel aastal leiva hinda, sest paljud inimesed on endiselt tööta. Minister
        rääkis pärast koosolekut ajakirjanikele, et kõigile raha ei ole, kuid ta palus linnal aidata neid, kes kaotasid oma kodu,
        kui jõgi tõusis. Ka teised on meiega ja see oli juba varem teada, mis nüüd saab.""",
    "lv": """Valdība pirmdien paziņoja, ka šogad nepaaugstinās maizes cenu, jo daudzi cilvēki joprojām ir bez darba. Ministrs pēc
        sanāksmes žurnālistiem teica, ka naudas visiem nav, bet viņš lūdza pilsētu palīdzēt tiem, kuri zaudēja mājas, kad upe
        pacēlās. Arī citi ir kopā ar mums, un par to jau bija zināms, kas tagad notiks.""",
    "lt": """Vyriausybė pirmadienį pranešė, kad šiemet nedidins duonos kainos, nes daug žmonių vis dar neturi darbo. Ministras po
        posėdžio žurnalistams sakė, kad pinigų visiems nėra, bet jis paprašė miesto padėti tiems, kurie neteko namų, kai upė
        patvino. Taip pat kiti yra su mumis, ir apie tai jau buvo žinoma, kas dabar bus.""",
    "af": """Die regering het Maandag gesê dat hy nie die prys van brood vanjaar sal verhoog nie, omdat baie mense nog sonder werk
        is. Die minister het ná die vergadering aan joernaliste gesê daar is nie geld vir almal nie, maar hy het die stad gevra om
        dié te help wat hulle huise verloor het toe die rivier gestyg het. Ook die ander is by ons, soos dit blyk.""",
    "sw": """Serikali ilisema Jumatatu kwamba haitaongeza bei ya mkate mwaka huu, kwa sababu watu wengi bado hawana kazi. Waziri
        aliwaambia waandishi wa habari baada ya mkutano kwamba hakuna fedha kwa wote, lakini ameomba mji kuwasaidia wale
        waliopoteza nyumba zao wakati mto ulipofurika. Wengine pia wako pamoja na sisi katika nchi hiyo.""",
    "fil": """Sinabi ng pamahalaan noong Lunes na hindi nito itataas ang presyo ng tinapay ngayong taon, dahil maraming tao ang wala pa
        ring trabaho. Sinabi ng ministro sa mga mamamahayag pagkatapos ng pulong na walang pera para sa lahat, ngunit hiniling niya
        sa lungsod na tulungan ang mga nawalan ng bahay nang tumaas ang ilog. Kasama rin natin ang iba, at alam na ito noon pa.""",
    "sq": """Qeveria tha të hënën se nuk do ta rrisë çmimin e bukës këtë vit, sepse shumë njerëz janë ende pa punë. Ministri u tha
        gazetarëve pas mbledhjes se nuk ka para për të gjithë, por i ka kërkuar qytetit të ndihmojë ata që humbën shtëpinë kur u
        ngrit lumi. Edhe të tjerët janë me ne dhe për këtë është ditur më parë, në një kohë që është.""",
    "eu": """Gobernuak astelehenean esan zuen aurten ez duela ogiaren prezioa igoko, jende asko oraindik lanik gabe dagoelako.
        Ministroak kazetariei bileraren ondoren azaldu zien ez dagoela dirurik denentzat, baina hiriari eskatu dio ibaia igo zenean
        etxea galdu zutenei laguntzeko. Besteak ere gurekin daude, eta hau jakina zen lehenago.""",
    "ru": """Правительство заявило в понедельник, что не будет повышать цену на хлеб в этом году, потому что многие люди всё ещё
        без работы. Министр сказал журналистам после встречи, что денег для всех нет, но он попросил город помочь тем, кто потерял
        свои дома, когда река поднялась. Другие также были с нами, и об этом стало известно ещё раньше, чем их сын пришёл.""",
    "uk": """Уряд заявив у понеділок, що не підвищуватиме ціну на хліб цього року, тому що багато людей досі без роботи. Міністр
        сказав журналістам після зустрічі, що грошей для всіх немає, але він попросив місто допомогти тим, хто втратив свої домівки,
        коли річка піднялася. Інші також були з нами, і про це стало відомо ще раніше, ніж їхній син прийшов.""",
    "be": """Урад заявіў у панядзелак, што не будзе павышаць цану на хлеб у гэтым годзе, таму што многія людзі ўсё яшчэ без працы.
        Міністр сказаў журналістам пасля сустрэчы, што грошай для ўсіх няма, але ён папрасіў горад дапамагчы тым, хто страціў свае
        дамы, калі рака паднялася. Іншыя таксама былі з намі, і пра гэта стала вядома яшчэ раней.""",
    "bg": """Правителството заяви в понеделник, че няма да повиши цената на хляба тази година, защото много хора все още са без
        работа. Министърът каза на журналистите след срещата, че няма пари за всички, но той е помолил града да помогне на тези,
        които са загубили домовете си, когато реката се е покачила. И другите бяха с нас, което се знаеше още по-рано от него.""",
    "sr": """Влада је у понедељак рекла да ове године неће повећати цену хлеба јер су многи људи још увек без посла. Министар је
        после састанка рекао новинарима да нема новца за све, али је замолио град да помогне онима који су изгубили дом када је
        река порасла. И други су са нама, као што се показало, и при томе ће бити могуће да се нешто учини.""",
    "mk": """Владата во понеделникот рече дека оваа година нема да ја зголеми цената на лебот, бидејќи многу луѓе сè уште се без
        работа. Министерот по состанокот им рече на новинарите дека нема пари за сите, но го замоли градот да им помогне на оние
        што го загубија својот дом кога реката порасна. И другите беа со нас, што се знаеше уште порано.""",
    "kk": """Үкімет дүйсенбіде биыл нан бағасын көтермейтінін айтты, өйткені көптеген адамдар әлі жұмыссыз. Министр жиналыстан
        кейін журналистерге барлығына ақша жоқ екенін айтты, бірақ өзен көтерілгенде үйінен айырылғандарға көмектесуді қаладан
        сұрады. Басқалары да бізбен бірге болды және бұл туралы бұрын белгілі болған.""",
    "ar": """قالت الحكومة يوم الاثنين إنها لن ترفع سعر الخبز هذا العام لأن كثيرا من الناس ما زالوا بلا عمل. وقال الوزير للصحفيين بعد
        الاجتماع إنه لا يوجد مال للجميع، لكنه طلب من المدينة أن تساعد الذين فقدوا منازلهم عندما ارتفع النهر. كما كان الآخرون معنا في
        المنطقة، وهو ما أعلن عنه من قبل على التلفزيون الذي كان هناك.""",
    "fa": """دولت روز دوشنبه گفت که امسال قیمت نان را افزایش نخواهد داد، زیرا بسیاری از مردم هنوز بیکار هستند. وزیر پس از جلسه به
        خبرنگاران گفت که برای همه پول نیست، اما از شهر خواسته است به کسانی که خانه خود را هنگام بالا آمدن رودخانه از دست دادند کمک کند.
        دیگران هم با ما بودند و این می‌شود که آنها را در آن کشور دیده‌ایم.""",
    "ur": """حکومت نے پیر کو کہا کہ وہ اس سال روٹی کی قیمت نہیں بڑھائے گی کیونکہ بہت سے لوگ ابھی تک بے روزگار ہیں۔ وزیر نے اجلاس کے بعد
        صحافیوں کو بتایا کہ سب کے لیے پیسے نہیں ہیں، لیکن انہوں نے شہر سے ان لوگوں کی مدد کرنے کو کہا ہے جن کے گھر دریا میں پانی بڑھنے
        سے تباہ ہو گئے۔ دوسرے بھی ہمارے ساتھ تھے اور یہ بات پہلے سے معلوم تھی۔""",
    "ps": """حکومت د دوشنبې په ورځ وویل چې سږکال به د ډوډۍ بیه نه لوړوي، ځکه چې ډېر خلک لا تر اوسه بې کاره دي. وزیر تر غونډې وروسته
        خبریالانو ته وویل چې د ټولو لپاره پیسې نشته، خو له ښار څخه یې غوښتي چې له هغو سره مرسته وکړي چې کورونه یې له لاسه ورکړي دي.
        نور هم له موږ سره وو او دا خبره مخکې هم څرګنده وه.""",
    "hi": """सरकार ने सोमवार को कहा कि वह इस साल रोटी की कीमत नहीं बढ़ाएगी, क्योंकि बहुत से लोग अब भी बेरोज़गार हैं। मंत्री ने बैठक के बाद
        पत्रकारों से कहा कि सबके लिए पैसा नहीं है, लेकिन उन्होंने शहर से उन लोगों की मदद करने को कहा है जिनके घर नदी का पानी बढ़ने से टूट गए।
        दूसरे लोग भी हमारे साथ थे और यह बात पहले से पता थी, जो अब होगा।""",
    "mr": """सरकारने सोमवारी सांगितले की ते या वर्षी भाकरीची किंमत वाढवणार नाही, कारण अनेक लोक अजूनही बेरोजगार आहेत. मंत्र्यांनी
        बैठकीनंतर पत्रकारांना सांगितले की सर्वांसाठी पैसे नाहीत, पण नदीला पूर आला तेव्हा ज्यांची घरे गेली त्यांना मदत करण्यास त्यांनी
        शहराला सांगितले आहे. इतर लोकही आमच्या सोबत होते आणि ही गोष्ट आधीच माहीत होती, असे म्हटले.""",
    "ne": """सरकारले सोमबार भन्यो कि यस वर्ष रोटीको मूल्य बढाउने छैन, किनभने धेरै मानिसहरू अझै पनि बेरोजगार छन्। मन्त्रीले बैठकपछि
        पत्रकारहरूलाई सबैका लागि पैसा नभएको बताए, तर नदी बढ्दा घर गुमाएकाहरूलाई सहयोग गर्न उनले सहरलाई आग्रह गरेका छन्। अरू मानिसहरू
        पनि हामीसँग थिए र यो कुरा पहिले नै थाहा भएको थियो, जुन अब हुनेछ।""",
}

# The most common small words of a language; those that several share say less for each of them.
SMALL_WORDS = {
    "en": "the of and to in is that for on with was as by at from has have are this it his not her will be after who new over how more",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch wird bei nach aus zum um am einen wie",
    "fr": "le la les des et en du une est que dans pour qui sur pas au avec par plus ce sont un aux après son ses se ne à il",
    "es": "el la los las de y en que del por con para una es se al como más su lo pero un tras sus a no fue",
    "it": "il di che è la e per un del con una sono della nel da gli alla più dei non si le dal ha al delle i ai",
    "pt": "o de que e do da em um para com não uma os no se na por mais as dos foi a ao das pela pelo nos à são é após",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er ook om maar naar door bij uit wordt over heeft na wil",
    "sv": "och att det som en på är av för med den till inte har de ett om vid från efter sig vill hon blir",
    "da": "og at det som en på er af for med den til ikke har de et om fra efter sig vil bliver blev hun ved ud",
    "nb": "og det som en på er av for med den til ikke har de et å om fra etter seg vil blir ble hun ved ut sin",
    "fi": "ja on ei että se oli kun hän ovat mutta myös joka sen ennen ole jo",
    "pl": "i w na z do się nie to że jest o jak po za od przez który dla oraz są przed jego ale",
    "cs": "a v na se je že s z do o to jako po ale za pro které si ve který jsou před bude kdy při",
    "sk": "a v na sa je že s z do o to ako po ale za pre ktoré si vo ktorý sú pred bude kedy pri aj zo od",
    "sl": "in je na se da za v z ki so ne pa po tudi bo kot s pri od ter pred bi",
    "hr": "i je u na se da za su od s će o kao iz koji ne po što prije nije bi do",
    "tr": "ve bir bu da de için ile olarak çok daha gibi olan sonra ne en kadar",
    "az": "və bir bu da də üçün ilə olan sonra çox daha ki edib olub",
    "id": "yang dan di dengan untuk dari pada ini itu tidak dalam akan ke bisa karena bahwa adalah saat hari kepada",
    "ms": "yang dan di dengan untuk daripada pada ini itu tidak dalam akan ke boleh kerana bahawa ialah ketika kepada tiada telah",
    "ro": "și de la în a cu pe din că o este pentru nu mai care un au fost va",
    "hu": "a az és hogy nem is egy ez van volt meg de csak el ki már",
    "vi": "và của là có trong được cho các với một những không đã khi",
    "af": "die en van 'n is het nie in vir wat met dat op te sy om",
    "ca": "el la i de que els les en per amb és una del al un va ha no més dels",
    "gl": "o a de que e do da en un unha para con non os as no na por máis ao dos polo foi",
    "et": "ja on ei et see oli kui ka ning mis oma",
    "lv": "un ir ar par no uz ka kas to bija arī",
    "lt": "ir yra su iš kad į tai buvo bet kaip apie dėl",
    "sw": "na ya wa kwa ni za katika la kuwa hiyo",
    "fil": "ng sa ang na mga at ay si ni kay para ito niya hindi ang may nang dahil noong",
    "sq": "e të në dhe për me një që nga është i se",
    "eu": "eta da ez du bat ere dira baina dute zuen",
    "ru": "и в не на что с по как это из для от за к его был о её при до",
    "uk": "і в не на що з та як це до для від за у про із є його на або",
    "be": "і ў не на што з да як гэта для ад за пра ці",
    "bg": "и на да се от в за с не по са че е ще при след до как като",
    "sr": "и је у на се да за су од с ће о као из који не по што пре",
    "mk": "и на да се од во за со не по ќе го дека е ги што ја",
    "kk": "және мен бұл үшін бір болды деп бойынша",
    "ar": "في من على إلى أن عن التي هذا مع الذي بعد قبل بين هو",
    "fa": "در از به که این را با برای است آن شد یک می",
    "ur": "کے میں کی ہے اور سے کا کو نے پر نہیں یہ",
    "ps": "د په چې او له ته دی کې سره",
    "he": "של את על לא זה עם הוא כי גם",
    "el": "και το να του της με για από στο που",
    "hi": "के में की है और से को का ने पर यह कि हैं",
    "mr": "आहे आणि या ते हे की होते नाही असे तर",
    "ne": "छ र को मा भएको लागि यो हो गरेको थियो",
}
# Letters that few write, and whose. One of them says much.
LETTERS = {
    "ß": "de", "ñ": "es gl eu", "¿": "es", "ã": "pt", "õ": "pt et", "ç": "fr pt ca tr az sq", "ê": "fr pt vi", "å": "sv da nb",
    "ø": "da nb", "æ": "da nb", "ł": "pl", "ą": "pl lt", "ż": "pl", "ź": "pl", "ś": "pl", "ć": "pl hr", "ń": "pl", "ř": "cs",
    "ě": "cs", "ů": "cs", "ľ": "sk", "ĺ": "sk", "ŕ": "sk", "ô": "fr pt sk vi", "ď": "cs sk", "ť": "cs sk", "ň": "cs sk",
    "đ": "hr vi", "č": "cs sk sl hr lv lt", "š": "cs sk sl hr lv lt et", "ž": "cs sk sl hr lv lt et", "ő": "hu", "ű": "hu",
    "ğ": "tr az", "ı": "tr az", "ş": "tr az", "ə": "az", "ă": "ro vi", "ș": "ro", "ț": "ro", "â": "ro fr pt tr vi",
    "î": "ro fr", "ò": "it ca vi", "ì": "it vi", "ù": "it fr vi", "ï": "fr ca nl", "ė": "lt", "ų": "lt", "ū": "lt lv", "ā": "lv",
    "ē": "lv", "ī": "lv", "ļ": "lv", "ņ": "lv", "ơ": "vi", "ư": "vi", "ạ": "vi", "ế": "vi", "ë": "sq nl af fr", "ы": "ru be kk",
    "э": "ru be kk", "ё": "ru be", "ъ": "bg ru", "щ": "ru uk bg", "і": "uk be kk", "ї": "uk", "є": "uk", "ґ": "uk", "ў": "be",
    "ђ": "sr", "ћ": "sr", "љ": "sr mk", "њ": "sr mk", "ј": "sr mk", "џ": "sr mk", "ќ": "mk", "ѓ": "mk", "ѕ": "mk", "қ": "kk",
    "ғ": "kk", "ө": "kk", "ү": "kk", "ұ": "kk", "ң": "kk", "پ": "fa ur ps", "چ": "fa ur ps", "گ": "fa ur", "ژ": "fa ps",
    "ی": "fa ur ps", "ک": "fa ur ps", "ے": "ur", "ہ": "ur", "ھ": "ur", "ٹ": "ur", "ڈ": "ur", "ڑ": "ur", "ں": "ur", "ې": "ps",
    "ښ": "ps", "ځ": "ps", "ړ": "ps", "ډ": "ps", "ة": "ar", "ي": "ar ps", "ك": "ar", "إ": "ar", "ى": "ar", "أ": "ar", "ळ": "mr",
    "ँ": "hi ne", "़": "hi", "ॉ": "hi mr", "।": "hi ne",
}  # fmt: skip
