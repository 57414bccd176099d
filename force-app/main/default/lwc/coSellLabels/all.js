/** Every text of the components, by the name of its label. A new label is added here and in CustomLabels. */
import cardTitle from '@salesforce/label/c.Co_Sell_Card_Title';
import loading from '@salesforce/label/c.Co_Sell_Loading';
import saved from '@salesforce/label/c.Co_Sell_Saved';
import wentWrong from '@salesforce/label/c.Co_Sell_Went_Wrong';
import save from '@salesforce/label/c.Co_Sell_Save';
import cancel from '@salesforce/label/c.Co_Sell_Cancel';
import change from '@salesforce/label/c.Co_Sell_Change';
import about from '@salesforce/label/c.Co_Sell_About';
import reload from '@salesforce/label/c.Co_Sell_Reload';
import yes from '@salesforce/label/c.Co_Sell_Yes';
import no from '@salesforce/label/c.Co_Sell_No';
import emptyValue from '@salesforce/label/c.Co_Sell_Empty_Value';
import moreActions from '@salesforce/label/c.Co_Sell_More_Actions';
import pause from '@salesforce/label/c.Co_Sell_Pause';
import resume from '@salesforce/label/c.Co_Sell_Resume';
import tryAgain from '@salesforce/label/c.Co_Sell_Try_Again';
import syncNow from '@salesforce/label/c.Co_Sell_Sync_Now';
import syncDone from '@salesforce/label/c.Co_Sell_Sync_Done';
import syncGoesOn from '@salesforce/label/c.Co_Sell_Sync_Goes_On';
import noPermissionTitle from '@salesforce/label/c.Co_Sell_No_Permission_Title';
import noPermissionText from '@salesforce/label/c.Co_Sell_No_Permission_Text';
import conflictTitle from '@salesforce/label/c.Co_Sell_Conflict_Title';
import conflictText from '@salesforce/label/c.Co_Sell_Conflict_Text';
import failedTitle from '@salesforce/label/c.Co_Sell_Failed_Title';
import failedText from '@salesforce/label/c.Co_Sell_Failed_Text';
import failedFix from '@salesforce/label/c.Co_Sell_Failed_Fix';
import closingTitle from '@salesforce/label/c.Co_Sell_Closing_Title';
import closingText from '@salesforce/label/c.Co_Sell_Closing_Text';
import closingHeldTitle from '@salesforce/label/c.Co_Sell_Closing_Held_Title';
import closingHeldText from '@salesforce/label/c.Co_Sell_Closing_Held_Text';
import invitationTitle from '@salesforce/label/c.Co_Sell_Invitation_Title';
import missingTitle from '@salesforce/label/c.Co_Sell_Missing_Title';
import missingText from '@salesforce/label/c.Co_Sell_Missing_Text';
import attentionTitle from '@salesforce/label/c.Co_Sell_Attention_Title';
import attentionText from '@salesforce/label/c.Co_Sell_Attention_Text';
import attentionFix from '@salesforce/label/c.Co_Sell_Attention_Fix';
import wonTitle from '@salesforce/label/c.Co_Sell_Won_Title';
import wonText from '@salesforce/label/c.Co_Sell_Won_Text';
import lostTitle from '@salesforce/label/c.Co_Sell_Lost_Title';
import declinedTitle from '@salesforce/label/c.Co_Sell_Declined_Title';
import declinedText from '@salesforce/label/c.Co_Sell_Declined_Text';
import closedText from '@salesforce/label/c.Co_Sell_Closed_Text';
import expiredTitle from '@salesforce/label/c.Co_Sell_Expired_Title';
import expiredText from '@salesforce/label/c.Co_Sell_Expired_Text';
import pausedTitle from '@salesforce/label/c.Co_Sell_Paused_Title';
import pausedText from '@salesforce/label/c.Co_Sell_Paused_Text';
import pausedFix from '@salesforce/label/c.Co_Sell_Paused_Fix';
import answerSentTitle from '@salesforce/label/c.Co_Sell_Answer_Sent_Title';
import answerSentText from '@salesforce/label/c.Co_Sell_Answer_Sent_Text';
import onHoldTitle from '@salesforce/label/c.Co_Sell_On_Hold_Title';
import onHoldText from '@salesforce/label/c.Co_Sell_On_Hold_Text';
import bridgeDownTitle from '@salesforce/label/c.Co_Sell_Bridge_Down_Title';
import bridgeDownText from '@salesforce/label/c.Co_Sell_Bridge_Down_Text';
import queuedTitle from '@salesforce/label/c.Co_Sell_Queued_Title';
import queuedText from '@salesforce/label/c.Co_Sell_Queued_Text';
import pendingTitle from '@salesforce/label/c.Co_Sell_Pending_Title';
import pendingText from '@salesforce/label/c.Co_Sell_Pending_Text';
import pendingPlain from '@salesforce/label/c.Co_Sell_Pending_Plain';
import acceptedTitle from '@salesforce/label/c.Co_Sell_Accepted_Title';
import acceptedText from '@salesforce/label/c.Co_Sell_Accepted_Text';
import microsoftDeclinedTitle from '@salesforce/label/c.Co_Sell_Microsoft_Declined_Title';
import microsoftExpiredTitle from '@salesforce/label/c.Co_Sell_Microsoft_Expired_Title';
import goOnText from '@salesforce/label/c.Co_Sell_Go_On_Text';
import privateTitle from '@salesforce/label/c.Co_Sell_Private_Title';
import privateText from '@salesforce/label/c.Co_Sell_Private_Text';
import partnerLedTitle from '@salesforce/label/c.Co_Sell_Partner_Led_Title';
import partnerLedText from '@salesforce/label/c.Co_Sell_Partner_Led_Text';
import closedBeforeTitle from '@salesforce/label/c.Co_Sell_Closed_Before_Title';
import closedBeforeText from '@salesforce/label/c.Co_Sell_Closed_Before_Text';
import readyTitle from '@salesforce/label/c.Co_Sell_Ready_Title';
import readyText from '@salesforce/label/c.Co_Sell_Ready_Text';
import notSharedTitle from '@salesforce/label/c.Co_Sell_Not_Shared_Title';
import notSharedText from '@salesforce/label/c.Co_Sell_Not_Shared_Text';
import someHidden from '@salesforce/label/c.Co_Sell_Some_Hidden';
import someHiddenFix from '@salesforce/label/c.Co_Sell_Some_Hidden_Fix';
import statusNotShared from '@salesforce/label/c.Co_Sell_Status_Not_Shared';
import statusQueued from '@salesforce/label/c.Co_Sell_Status_Queued';
import statusSynced from '@salesforce/label/c.Co_Sell_Status_Synced';
import statusConflict from '@salesforce/label/c.Co_Sell_Status_Conflict';
import statusAttention from '@salesforce/label/c.Co_Sell_Status_Attention';
import statusFailed from '@salesforce/label/c.Co_Sell_Status_Failed';
import statusPaused from '@salesforce/label/c.Co_Sell_Status_Paused';
import pathTitle from '@salesforce/label/c.Co_Sell_Path_Title';
import pathNew from '@salesforce/label/c.Co_Sell_Path_New';
import pathActive from '@salesforce/label/c.Co_Sell_Path_Active';
import pathClosed from '@salesforce/label/c.Co_Sell_Path_Closed';
import partnerCenterSays from '@salesforce/label/c.Co_Sell_Partner_Center_Says';
import reasonGiven from '@salesforce/label/c.Co_Sell_Reason_Given';
import registrationIs from '@salesforce/label/c.Co_Sell_Registration_Is';
import lastSynced from '@salesforce/label/c.Co_Sell_Last_Synced';
import openInPartnerCenter from '@salesforce/label/c.Co_Sell_Open_In_Partner_Center';
import opensNewTab from '@salesforce/label/c.Co_Sell_Opens_New_Tab';
import timeLeft from '@salesforce/label/c.Co_Sell_Time_Left';
import expiredSince from '@salesforce/label/c.Co_Sell_Expired_Since';
import oneDay from '@salesforce/label/c.Co_Sell_One_Day';
import manyDays from '@salesforce/label/c.Co_Sell_Many_Days';
import oneHour from '@salesforce/label/c.Co_Sell_One_Hour';
import manyHours from '@salesforce/label/c.Co_Sell_Many_Hours';
import oneMinute from '@salesforce/label/c.Co_Sell_One_Minute';
import manyMinutes from '@salesforce/label/c.Co_Sell_Many_Minutes';
import accept from '@salesforce/label/c.Co_Sell_Accept';
import decline from '@salesforce/label/c.Co_Sell_Decline';
import acceptTitle from '@salesforce/label/c.Co_Sell_Accept_Title';
import acceptText from '@salesforce/label/c.Co_Sell_Accept_Text';
import acceptNow from '@salesforce/label/c.Co_Sell_Accept_Now';
import declineTitle from '@salesforce/label/c.Co_Sell_Decline_Title';
import declineText from '@salesforce/label/c.Co_Sell_Decline_Text';
import declineReason from '@salesforce/label/c.Co_Sell_Decline_Reason';
import chooseReason from '@salesforce/label/c.Co_Sell_Choose_Reason';
import reasonNeeded from '@salesforce/label/c.Co_Sell_Reason_Needed';
import declineNow from '@salesforce/label/c.Co_Sell_Decline_Now';
import reasonBudget from '@salesforce/label/c.Co_Sell_Reason_Budget';
import reasonNoResponse from '@salesforce/label/c.Co_Sell_Reason_No_Response';
import reasonOtherVendor from '@salesforce/label/c.Co_Sell_Reason_Other_Vendor';
import reasonRequirement from '@salesforce/label/c.Co_Sell_Reason_Requirement';
import reasonNotCustomer from '@salesforce/label/c.Co_Sell_Reason_Not_Customer';
import reasonTimeline from '@salesforce/label/c.Co_Sell_Reason_Timeline';
import reasonAbuse from '@salesforce/label/c.Co_Sell_Reason_Abuse';
import reasonOthers from '@salesforce/label/c.Co_Sell_Reason_Others';
import closeCounting from '@salesforce/label/c.Co_Sell_Close_Counting';
import closeDue from '@salesforce/label/c.Co_Sell_Close_Due';
import closeHeld from '@salesforce/label/c.Co_Sell_Close_Held';
import closeStage from '@salesforce/label/c.Co_Sell_Close_Stage';
import closeTakeBack from '@salesforce/label/c.Co_Sell_Close_Take_Back';
import closeReason from '@salesforce/label/c.Co_Sell_Close_Reason';
import closeReasonHelp from '@salesforce/label/c.Co_Sell_Close_Reason_Help';
import closeUndo from '@salesforce/label/c.Co_Sell_Close_Undo';
import closeRegister from '@salesforce/label/c.Co_Sell_Close_Register';
import holdBack from '@salesforce/label/c.Co_Sell_Hold_Back';
import sendNow from '@salesforce/label/c.Co_Sell_Send_Now';
import sendNowSure from '@salesforce/label/c.Co_Sell_Send_Now_Sure';
import sendNowYes from '@salesforce/label/c.Co_Sell_Send_Now_Yes';
import outcomeWon from '@salesforce/label/c.Co_Sell_Outcome_Won';
import outcomeLost from '@salesforce/label/c.Co_Sell_Outcome_Lost';
import outcomeDeclined from '@salesforce/label/c.Co_Sell_Outcome_Declined';
import outcomeAccepted from '@salesforce/label/c.Co_Sell_Outcome_Accepted';
import inSalesforce from '@salesforce/label/c.Co_Sell_In_Salesforce';
import inPartnerCenter from '@salesforce/label/c.Co_Sell_In_Partner_Center';
import keepThis from '@salesforce/label/c.Co_Sell_Keep_This';
import keepNamed from '@salesforce/label/c.Co_Sell_Keep_Named';
import chosen from '@salesforce/label/c.Co_Sell_Chosen';
import choiceWaits from '@salesforce/label/c.Co_Sell_Choice_Waits';
import solutionField from '@salesforce/label/c.Co_Sell_Solution_Field';
import contactField from '@salesforce/label/c.Co_Sell_Contact_Field';
import teamField from '@salesforce/label/c.Co_Sell_Team_Field';
import fieldDealValue from '@salesforce/label/c.Co_Sell_Field_Deal_Value';
import fieldClosingDate from '@salesforce/label/c.Co_Sell_Field_Closing_Date';
import fieldNotes from '@salesforce/label/c.Co_Sell_Field_Notes';
import fieldStatus from '@salesforce/label/c.Co_Sell_Field_Status';
import fieldVisibility from '@salesforce/label/c.Co_Sell_Field_Visibility';
import fieldCurrency from '@salesforce/label/c.Co_Sell_Field_Currency';
import fieldDealName from '@salesforce/label/c.Co_Sell_Field_Deal_Name';
import shareOpen from '@salesforce/label/c.Co_Sell_Share_Open';
import shareTitle from '@salesforce/label/c.Co_Sell_Share_Title';
import consent from '@salesforce/label/c.Co_Sell_Consent';
import consentNeeded from '@salesforce/label/c.Co_Sell_Consent_Needed';
import sharePrivate from '@salesforce/label/c.Co_Sell_Share_Private';
import shareVisible from '@salesforce/label/c.Co_Sell_Share_Visible';
import shareCoSell from '@salesforce/label/c.Co_Sell_Share_Co_Sell';
import check from '@salesforce/label/c.Co_Sell_Check';
import checkReady from '@salesforce/label/c.Co_Sell_Check_Ready';
import checkMissing from '@salesforce/label/c.Co_Sell_Check_Missing';
import helpQuestion from '@salesforce/label/c.Co_Sell_Help_Question';
import noHelp from '@salesforce/label/c.Co_Sell_No_Help';
import helpWorkload from '@salesforce/label/c.Co_Sell_Help_Workload';
import helpArchitecture from '@salesforce/label/c.Co_Sell_Help_Architecture';
import helpProof from '@salesforce/label/c.Co_Sell_Help_Proof';
import helpQuotes from '@salesforce/label/c.Co_Sell_Help_Quotes';
import helpPostSales from '@salesforce/label/c.Co_Sell_Help_Post_Sales';
import helpGeneral from '@salesforce/label/c.Co_Sell_Help_General';
import noteToMicrosoft from '@salesforce/label/c.Co_Sell_Note_To_Microsoft';
import noteHelp from '@salesforce/label/c.Co_Sell_Note_Help';
import visibilityQuestion from '@salesforce/label/c.Co_Sell_Visibility_Question';
import visibilityPrivate from '@salesforce/label/c.Co_Sell_Visibility_Private';
import visibilityVisible from '@salesforce/label/c.Co_Sell_Visibility_Visible';
import visibilityOneWay from '@salesforce/label/c.Co_Sell_Visibility_One_Way';
import visibilityDone from '@salesforce/label/c.Co_Sell_Visibility_Done';
import kindPrivate from '@salesforce/label/c.Co_Sell_Kind_Private';
import kindPrivateText from '@salesforce/label/c.Co_Sell_Kind_Private_Text';
import kindPartnerLed from '@salesforce/label/c.Co_Sell_Kind_Partner_Led';
import kindPartnerLedText from '@salesforce/label/c.Co_Sell_Kind_Partner_Led_Text';
import kindCoSell from '@salesforce/label/c.Co_Sell_Kind_Co_Sell';
import kindCoSellText from '@salesforce/label/c.Co_Sell_Kind_Co_Sell_Text';
import upgradeOpen from '@salesforce/label/c.Co_Sell_Upgrade_Open';
import upgradeTitle from '@salesforce/label/c.Co_Sell_Upgrade_Title';
import upgradeHelp from '@salesforce/label/c.Co_Sell_Upgrade_Help';
import upgradeVisible from '@salesforce/label/c.Co_Sell_Upgrade_Visible';
import checklistTitle from '@salesforce/label/c.Co_Sell_Checklist_Title';
import checklistProgress from '@salesforce/label/c.Co_Sell_Checklist_Progress';
import checklistComplete from '@salesforce/label/c.Co_Sell_Checklist_Complete';
import checklistShowDone from '@salesforce/label/c.Co_Sell_Checklist_Show_Done';
import checklistHideDone from '@salesforce/label/c.Co_Sell_Checklist_Hide_Done';
import isThere from '@salesforce/label/c.Co_Sell_Is_There';
import isMissing from '@salesforce/label/c.Co_Sell_Is_Missing';
import enteredWaits from '@salesforce/label/c.Co_Sell_Entered_Waits';
import checkSyncOn from '@salesforce/label/c.Co_Sell_Check_Sync_On';
import checkConsent from '@salesforce/label/c.Co_Sell_Check_Consent';
import checkStillOpen from '@salesforce/label/c.Co_Sell_Check_Still_Open';
import checkName from '@salesforce/label/c.Co_Sell_Check_Name';
import checkValue from '@salesforce/label/c.Co_Sell_Check_Value';
import checkValueNegative from '@salesforce/label/c.Co_Sell_Check_Value_Negative';
import checkCurrency from '@salesforce/label/c.Co_Sell_Check_Currency';
import checkCloseDate from '@salesforce/label/c.Co_Sell_Check_Close_Date';
import checkCloseDatePast from '@salesforce/label/c.Co_Sell_Check_Close_Date_Past';
import checkCustomerName from '@salesforce/label/c.Co_Sell_Check_Customer_Name';
import checkCustomerStreet from '@salesforce/label/c.Co_Sell_Check_Customer_Street';
import checkCustomerCity from '@salesforce/label/c.Co_Sell_Check_Customer_City';
import checkCustomerCountry from '@salesforce/label/c.Co_Sell_Check_Customer_Country';
import checkSolution from '@salesforce/label/c.Co_Sell_Check_Solution';
import checkSolutionsLimit from '@salesforce/label/c.Co_Sell_Check_Solutions_Limit';
import checkSolutionAmounts from '@salesforce/label/c.Co_Sell_Check_Solution_Amounts';
import checkSolutionCurrency from '@salesforce/label/c.Co_Sell_Check_Solution_Currency';
import checkMarketplaceIntent from '@salesforce/label/c.Co_Sell_Check_Marketplace_Intent';
import checkPartnerRole from '@salesforce/label/c.Co_Sell_Check_Partner_Role';
import checkSolutionArea from '@salesforce/label/c.Co_Sell_Check_Solution_Area';
import checkSolutionPlay from '@salesforce/label/c.Co_Sell_Check_Solution_Play';
import checkHelpUnknown from '@salesforce/label/c.Co_Sell_Check_Help_Unknown';
import checkLocation from '@salesforce/label/c.Co_Sell_Check_Location';
import checkTeamMember from '@salesforce/label/c.Co_Sell_Check_Team_Member';
import checkTeamLimit from '@salesforce/label/c.Co_Sell_Check_Team_Limit';
import checkContactsLimit from '@salesforce/label/c.Co_Sell_Check_Contacts_Limit';
import checkCustomerContact from '@salesforce/label/c.Co_Sell_Check_Customer_Contact';
import switchSync from '@salesforce/label/c.Co_Sell_Switch_Sync';
import switchConsent from '@salesforce/label/c.Co_Sell_Switch_Consent';
import editAccount from '@salesforce/label/c.Co_Sell_Edit_Account';
import editDeal from '@salesforce/label/c.Co_Sell_Edit_Deal';
import addContactRole from '@salesforce/label/c.Co_Sell_Add_Contact_Role';
import sharedTitle from '@salesforce/label/c.Co_Sell_Shared_Title';
import sharedPrivate from '@salesforce/label/c.Co_Sell_Shared_Private';
import sharedPartnerLed from '@salesforce/label/c.Co_Sell_Shared_Partner_Led';
import sharedInbound from '@salesforce/label/c.Co_Sell_Shared_Inbound';
import sharedInboundText from '@salesforce/label/c.Co_Sell_Shared_Inbound_Text';
import sharedCoSell from '@salesforce/label/c.Co_Sell_Shared_Co_Sell';
import sharedAsking from '@salesforce/label/c.Co_Sell_Shared_Asking';
import sharedAskingText from '@salesforce/label/c.Co_Sell_Shared_Asking_Text';
import sharedCoSellText from '@salesforce/label/c.Co_Sell_Shared_Co_Sell_Text';
import helpAsked from '@salesforce/label/c.Co_Sell_Help_Asked';
import solutionsTitle from '@salesforce/label/c.Co_Sell_Solutions_Title';
import solutionsChoose from '@salesforce/label/c.Co_Sell_Solutions_Choose';
import solutionsEdit from '@salesforce/label/c.Co_Sell_Solutions_Edit';
import solutionsNone from '@salesforce/label/c.Co_Sell_Solutions_None';
import solutionsSearch from '@salesforce/label/c.Co_Sell_Solutions_Search';
import solutionsNotFound from '@salesforce/label/c.Co_Sell_Solutions_Not_Found';
import solutionsFull from '@salesforce/label/c.Co_Sell_Solutions_Full';
import solutionsLast from '@salesforce/label/c.Co_Sell_Solutions_Last';
import solutionAdd from '@salesforce/label/c.Co_Sell_Solution_Add';
import solutionRemove from '@salesforce/label/c.Co_Sell_Solution_Remove';
import solutionAdded from '@salesforce/label/c.Co_Sell_Solution_Added';
import solutionRemoved from '@salesforce/label/c.Co_Sell_Solution_Removed';
import notesTitle from '@salesforce/label/c.Co_Sell_Notes_Title';
import notesHelp from '@salesforce/label/c.Co_Sell_Notes_Help';
import notesNone from '@salesforce/label/c.Co_Sell_Notes_None';
import microsoftTitle from '@salesforce/label/c.Co_Sell_Microsoft_Title';
import microsoftNotAsked from '@salesforce/label/c.Co_Sell_Microsoft_Not_Asked';
import microsoftInvited from '@salesforce/label/c.Co_Sell_Microsoft_Invited';
import microsoftSellers from '@salesforce/label/c.Co_Sell_Microsoft_Sellers';
import microsoftCrmId from '@salesforce/label/c.Co_Sell_Microsoft_Crm_Id';
import microsoftValue from '@salesforce/label/c.Co_Sell_Microsoft_Value';
import microsoftCloseDate from '@salesforce/label/c.Co_Sell_Microsoft_Close_Date';
import microsoftNotes from '@salesforce/label/c.Co_Sell_Microsoft_Notes';
import microsoftReason from '@salesforce/label/c.Co_Sell_Microsoft_Reason';
import microsoftChanged from '@salesforce/label/c.Co_Sell_Microsoft_Changed';
import differsFromOurs from '@salesforce/label/c.Co_Sell_Differs_From_Ours';
import historyTitle from '@salesforce/label/c.Co_Sell_History_Title';
import historyNone from '@salesforce/label/c.Co_Sell_History_None';
import historyShow from '@salesforce/label/c.Co_Sell_History_Show';
import historyHide from '@salesforce/label/c.Co_Sell_History_Hide';
import historyBy from '@salesforce/label/c.Co_Sell_History_By';
import historyChange from '@salesforce/label/c.Co_Sell_History_Change';
import actionShared from '@salesforce/label/c.Co_Sell_Action_Shared';
import actionReceived from '@salesforce/label/c.Co_Sell_Action_Received';
import actionLinked from '@salesforce/label/c.Co_Sell_Action_Linked';
import actionUnlinked from '@salesforce/label/c.Co_Sell_Action_Unlinked';
import actionInvited from '@salesforce/label/c.Co_Sell_Action_Invited';
import actionSent from '@salesforce/label/c.Co_Sell_Action_Sent';
import actionWritten from '@salesforce/label/c.Co_Sell_Action_Written';
import actionConflict from '@salesforce/label/c.Co_Sell_Action_Conflict';
import actionHeld from '@salesforce/label/c.Co_Sell_Action_Held';
import actionRefused from '@salesforce/label/c.Co_Sell_Action_Refused';
import actionAccepted from '@salesforce/label/c.Co_Sell_Action_Accepted';
import actionDeclined from '@salesforce/label/c.Co_Sell_Action_Declined';
import actionExpired from '@salesforce/label/c.Co_Sell_Action_Expired';
import actionClosed from '@salesforce/label/c.Co_Sell_Action_Closed';
import actionFollowed from '@salesforce/label/c.Co_Sell_Action_Followed';
import actionPaused from '@salesforce/label/c.Co_Sell_Action_Paused';
import actionResumed from '@salesforce/label/c.Co_Sell_Action_Resumed';
import actionGaveUp from '@salesforce/label/c.Co_Sell_Action_Gave_Up';
import actionRequested from '@salesforce/label/c.Co_Sell_Action_Requested';
import statusPending from '@salesforce/label/c.Co_Sell_Status_Pending';
import historySolutionAdded from '@salesforce/label/c.Co_Sell_History_Solution_Added';
import historySolutionRemoved from '@salesforce/label/c.Co_Sell_History_Solution_Removed';
import historySolutionChanged from '@salesforce/label/c.Co_Sell_History_Solution_Changed';
import historySolutionTouched from '@salesforce/label/c.Co_Sell_History_Solution_Touched';
import historyName from '@salesforce/label/c.Co_Sell_History_Name';
import historyQuantity from '@salesforce/label/c.Co_Sell_History_Quantity';
import historyPrice from '@salesforce/label/c.Co_Sell_History_Price';
import historyPersonAdded from '@salesforce/label/c.Co_Sell_History_Person_Added';
import historyPersonRemoved from '@salesforce/label/c.Co_Sell_History_Person_Removed';
import historyKept from '@salesforce/label/c.Co_Sell_History_Kept';
import historyApart from '@salesforce/label/c.Co_Sell_History_Apart';
import whyRule from '@salesforce/label/c.Co_Sell_Why_Rule';
import whyChosen from '@salesforce/label/c.Co_Sell_Why_Chosen';
import whyAsk from '@salesforce/label/c.Co_Sell_Why_Ask';
import whyUndo from '@salesforce/label/c.Co_Sell_Why_Undo';
import whyOnHold from '@salesforce/label/c.Co_Sell_Why_On_Hold';
import whyOpenQuestion from '@salesforce/label/c.Co_Sell_Why_Open_Question';
import whyDirection from '@salesforce/label/c.Co_Sell_Why_Direction';
import whyRefused from '@salesforce/label/c.Co_Sell_Why_Refused';
import whyProducts from '@salesforce/label/c.Co_Sell_Why_Products';
import whyCurrency from '@salesforce/label/c.Co_Sell_Why_Currency';
import whyClosed from '@salesforce/label/c.Co_Sell_Why_Closed';
import whyLooping from '@salesforce/label/c.Co_Sell_Why_Looping';
import whyOneWay from '@salesforce/label/c.Co_Sell_Why_One_Way';
import whyNoWay from '@salesforce/label/c.Co_Sell_Why_No_Way';
import conflictSince from '@salesforce/label/c.Co_Sell_Conflict_Since';
import conflictSaved from '@salesforce/label/c.Co_Sell_Conflict_Saved';
import conflictSavedBy from '@salesforce/label/c.Co_Sell_Conflict_Saved_By';
import conflictSavedThere from '@salesforce/label/c.Co_Sell_Conflict_Saved_There';
import conflictAgain from '@salesforce/label/c.Co_Sell_Conflict_Again';
import auditTitle from '@salesforce/label/c.Co_Sell_Audit_Title';
import auditText from '@salesforce/label/c.Co_Sell_Audit_Text';
import auditCheck from '@salesforce/label/c.Co_Sell_Audit_Check';
import auditRunning from '@salesforce/label/c.Co_Sell_Audit_Running';
import auditFine from '@salesforce/label/c.Co_Sell_Audit_Fine';
import auditFound from '@salesforce/label/c.Co_Sell_Audit_Found';
import auditOrgAway from '@salesforce/label/c.Co_Sell_Audit_Org_Away';
import auditEntry from '@salesforce/label/c.Co_Sell_Audit_Entry';
import error from '@salesforce/label/c.Co_Sell_Error';
import errorUnknown from '@salesforce/label/c.Co_Sell_Error_Unknown';
import whoCanFix from '@salesforce/label/c.Co_Sell_Who_Can_Fix';
import whoSeller from '@salesforce/label/c.Co_Sell_Who_Seller';
import whoSalesforceAdmin from '@salesforce/label/c.Co_Sell_Who_Salesforce_Admin';
import whoBridgeAdmin from '@salesforce/label/c.Co_Sell_Who_Bridge_Admin';
import whoNobody from '@salesforce/label/c.Co_Sell_Who_Nobody';
import opsTitle from '@salesforce/label/c.Co_Sell_Ops_Title';
import opsLoaded from '@salesforce/label/c.Co_Sell_Ops_Loaded';
import opsHealthy from '@salesforce/label/c.Co_Sell_Ops_Healthy';
import opsTroubled from '@salesforce/label/c.Co_Sell_Ops_Troubled';
import opsHealthyText from '@salesforce/label/c.Co_Sell_Ops_Healthy_Text';
import opsTroubledText from '@salesforce/label/c.Co_Sell_Ops_Troubled_Text';
import opsConnections from '@salesforce/label/c.Co_Sell_Ops_Connections';
import opsNumbers from '@salesforce/label/c.Co_Sell_Ops_Numbers';
import opsOpen from '@salesforce/label/c.Co_Sell_Ops_Open';
import opsDue from '@salesforce/label/c.Co_Sell_Ops_Due';
import opsFailed from '@salesforce/label/c.Co_Sell_Ops_Failed';
import opsBackingOff from '@salesforce/label/c.Co_Sell_Ops_Backing_Off';
import opsConflicts from '@salesforce/label/c.Co_Sell_Ops_Conflicts';
import opsAttention from '@salesforce/label/c.Co_Sell_Ops_Attention';
import opsPaused from '@salesforce/label/c.Co_Sell_Ops_Paused';
import opsClosed from '@salesforce/label/c.Co_Sell_Ops_Closed';
import opsOldestDue from '@salesforce/label/c.Co_Sell_Ops_Oldest_Due';
import opsOldestDueMinutes from '@salesforce/label/c.Co_Sell_Ops_Oldest_Due_Minutes';
import opsNotBound from '@salesforce/label/c.Co_Sell_Ops_Not_Bound';
import opsRefused from '@salesforce/label/c.Co_Sell_Ops_Refused';
import opsSettingsWrong from '@salesforce/label/c.Co_Sell_Ops_Settings_Wrong';
import opsPartnerCenter from '@salesforce/label/c.Co_Sell_Ops_Partner_Center';
import opsSalesforce from '@salesforce/label/c.Co_Sell_Ops_Salesforce';
import opsWebhook from '@salesforce/label/c.Co_Sell_Ops_Webhook';
import opsGate from '@salesforce/label/c.Co_Sell_Ops_Gate';
import opsConnected from '@salesforce/label/c.Co_Sell_Ops_Connected';
import opsExpiring from '@salesforce/label/c.Co_Sell_Ops_Expiring';
import opsNeedsReconnect from '@salesforce/label/c.Co_Sell_Ops_Needs_Reconnect';
import opsNotConnected from '@salesforce/label/c.Co_Sell_Ops_Not_Connected';
import opsRegistered from '@salesforce/label/c.Co_Sell_Ops_Registered';
import opsMissing from '@salesforce/label/c.Co_Sell_Ops_Missing';
import opsForeign from '@salesforce/label/c.Co_Sell_Ops_Foreign';
import opsUnknown from '@salesforce/label/c.Co_Sell_Ops_Unknown';
import opsGateClosed from '@salesforce/label/c.Co_Sell_Ops_Gate_Closed';
import opsGateHalfOpen from '@salesforce/label/c.Co_Sell_Ops_Gate_Half_Open';
import opsGateText from '@salesforce/label/c.Co_Sell_Ops_Gate_Text';
import opsGateTextOpen from '@salesforce/label/c.Co_Sell_Ops_Gate_Text_Open';
import opsValidUntil from '@salesforce/label/c.Co_Sell_Ops_Valid_Until';
import opsFailedTitle from '@salesforce/label/c.Co_Sell_Ops_Failed_Title';
import opsFailedNone from '@salesforce/label/c.Co_Sell_Ops_Failed_None';
import opsTroubleFailed from '@salesforce/label/c.Co_Sell_Ops_Trouble_Failed';
import opsTroubleBackingOff from '@salesforce/label/c.Co_Sell_Ops_Trouble_Backing_Off';
import opsTroubleUnconfirmed from '@salesforce/label/c.Co_Sell_Ops_Trouble_Unconfirmed';
import opsTroubleConflict from '@salesforce/label/c.Co_Sell_Ops_Trouble_Conflict';
import opsTroubleAttention from '@salesforce/label/c.Co_Sell_Ops_Trouble_Attention';
import opsSince from '@salesforce/label/c.Co_Sell_Ops_Since';
import opsOpenRecord from '@salesforce/label/c.Co_Sell_Ops_Open_Record';
import opsNoRecord from '@salesforce/label/c.Co_Sell_Ops_No_Record';
import opsTried from '@salesforce/label/c.Co_Sell_Ops_Tried';
import opsNextLook from '@salesforce/label/c.Co_Sell_Ops_Next_Look';
import opsForTheLog from '@salesforce/label/c.Co_Sell_Ops_For_The_Log';
import opsRetry from '@salesforce/label/c.Co_Sell_Ops_Retry';
import opsRetryAll from '@salesforce/label/c.Co_Sell_Ops_Retry_All';
import opsRetryAllSure from '@salesforce/label/c.Co_Sell_Ops_Retry_All_Sure';
import opsRetryAllText from '@salesforce/label/c.Co_Sell_Ops_Retry_All_Text';
import opsRetried from '@salesforce/label/c.Co_Sell_Ops_Retried';
import opsMore from '@salesforce/label/c.Co_Sell_Ops_More';
import leadOnHoldTitle from '@salesforce/label/c.Co_Sell_Lead_On_Hold_Title';
import leadClosingText from '@salesforce/label/c.Co_Sell_Lead_Closing_Text';
import leadAcceptedTitle from '@salesforce/label/c.Co_Sell_Lead_Accepted_Title';
import leadAcceptedText from '@salesforce/label/c.Co_Sell_Lead_Accepted_Text';
import leadConvertedTitle from '@salesforce/label/c.Co_Sell_Lead_Converted_Title';
import leadConvertedText from '@salesforce/label/c.Co_Sell_Lead_Converted_Text';
import leadNoneTitle from '@salesforce/label/c.Co_Sell_Lead_None_Title';
import leadNoneText from '@salesforce/label/c.Co_Sell_Lead_None_Text';
import solutionQuantity from '@salesforce/label/c.Co_Sell_Solution_Quantity';
import solutionPrice from '@salesforce/label/c.Co_Sell_Solution_Price';
import solutionCurrency from '@salesforce/label/c.Co_Sell_Solution_Currency';
import solutionNumberWrong from '@salesforce/label/c.Co_Sell_Solution_Number_Wrong';
import solutionCurrencyWrong from '@salesforce/label/c.Co_Sell_Solution_Currency_Wrong';
import solutionCurrencyNeeded from '@salesforce/label/c.Co_Sell_Solution_Currency_Needed';
import unlink from '@salesforce/label/c.Co_Sell_Unlink';
import unlinkTitle from '@salesforce/label/c.Co_Sell_Unlink_Title';
import unlinkText from '@salesforce/label/c.Co_Sell_Unlink_Text';
import unlinkBack from '@salesforce/label/c.Co_Sell_Unlink_Back';
import unlinkNow from '@salesforce/label/c.Co_Sell_Unlink_Now';
import unlinkWaits from '@salesforce/label/c.Co_Sell_Unlink_Waits';
import importTitle from '@salesforce/label/c.Co_Sell_Import_Title';
import importText from '@salesforce/label/c.Co_Sell_Import_Text';
import importFile from '@salesforce/label/c.Co_Sell_Import_File';
import importPaste from '@salesforce/label/c.Co_Sell_Import_Paste';
import importPreview from '@salesforce/label/c.Co_Sell_Import_Preview';
import importNow from '@salesforce/label/c.Co_Sell_Import_Now';
import importCounts from '@salesforce/label/c.Co_Sell_Import_Counts';
import importDone from '@salesforce/label/c.Co_Sell_Import_Done';
import importNothing from '@salesforce/label/c.Co_Sell_Import_Nothing';
import importNew from '@salesforce/label/c.Co_Sell_Import_New';
import importChanged from '@salesforce/label/c.Co_Sell_Import_Changed';
import importBad from '@salesforce/label/c.Co_Sell_Import_Bad';
import importLine from '@salesforce/label/c.Co_Sell_Import_Line';
import importChange from '@salesforce/label/c.Co_Sell_Import_Change';
import importMore from '@salesforce/label/c.Co_Sell_Import_More';
import importEmptyFile from '@salesforce/label/c.Co_Sell_Import_Empty_File';
import importNoIdColumn from '@salesforce/label/c.Co_Sell_Import_No_Id_Column';
import importUnknownColumn from '@salesforce/label/c.Co_Sell_Import_Unknown_Column';
import importColumnTwice from '@salesforce/label/c.Co_Sell_Import_Column_Twice';
import importOpenQuote from '@salesforce/label/c.Co_Sell_Import_Open_Quote';
import importTooManyCells from '@salesforce/label/c.Co_Sell_Import_Too_Many_Cells';
import importTwice from '@salesforce/label/c.Co_Sell_Import_Twice';

export const labels = Object.freeze({
  cardTitle,
  loading,
  saved,
  wentWrong,
  save,
  cancel,
  change,
  about,
  reload,
  yes,
  no,
  emptyValue,
  moreActions,
  pause,
  resume,
  tryAgain,
  syncNow,
  syncDone,
  syncGoesOn,
  noPermissionTitle,
  noPermissionText,
  conflictTitle,
  conflictText,
  failedTitle,
  failedText,
  failedFix,
  closingTitle,
  closingText,
  closingHeldTitle,
  closingHeldText,
  invitationTitle,
  missingTitle,
  missingText,
  attentionTitle,
  attentionText,
  attentionFix,
  wonTitle,
  wonText,
  lostTitle,
  declinedTitle,
  declinedText,
  closedText,
  expiredTitle,
  expiredText,
  pausedTitle,
  pausedText,
  pausedFix,
  answerSentTitle,
  answerSentText,
  onHoldTitle,
  onHoldText,
  bridgeDownTitle,
  bridgeDownText,
  queuedTitle,
  queuedText,
  pendingTitle,
  pendingText,
  pendingPlain,
  acceptedTitle,
  acceptedText,
  microsoftDeclinedTitle,
  microsoftExpiredTitle,
  goOnText,
  privateTitle,
  privateText,
  partnerLedTitle,
  partnerLedText,
  closedBeforeTitle,
  closedBeforeText,
  readyTitle,
  readyText,
  notSharedTitle,
  notSharedText,
  someHidden,
  someHiddenFix,
  statusNotShared,
  statusQueued,
  statusSynced,
  statusConflict,
  statusAttention,
  statusFailed,
  statusPaused,
  pathTitle,
  pathNew,
  pathActive,
  pathClosed,
  partnerCenterSays,
  reasonGiven,
  registrationIs,
  lastSynced,
  openInPartnerCenter,
  opensNewTab,
  timeLeft,
  expiredSince,
  oneDay,
  manyDays,
  oneHour,
  manyHours,
  oneMinute,
  manyMinutes,
  accept,
  decline,
  acceptTitle,
  acceptText,
  acceptNow,
  declineTitle,
  declineText,
  declineReason,
  chooseReason,
  reasonNeeded,
  declineNow,
  reasonBudget,
  reasonNoResponse,
  reasonOtherVendor,
  reasonRequirement,
  reasonNotCustomer,
  reasonTimeline,
  reasonAbuse,
  reasonOthers,
  closeCounting,
  closeDue,
  closeHeld,
  closeStage,
  closeTakeBack,
  closeReason,
  closeReasonHelp,
  closeUndo,
  closeRegister,
  holdBack,
  sendNow,
  sendNowSure,
  sendNowYes,
  outcomeWon,
  outcomeLost,
  outcomeDeclined,
  outcomeAccepted,
  inSalesforce,
  inPartnerCenter,
  keepThis,
  keepNamed,
  chosen,
  choiceWaits,
  solutionField,
  contactField,
  teamField,
  fieldDealValue,
  fieldClosingDate,
  fieldNotes,
  fieldStatus,
  fieldVisibility,
  fieldCurrency,
  fieldDealName,
  shareOpen,
  shareTitle,
  consent,
  consentNeeded,
  sharePrivate,
  shareVisible,
  shareCoSell,
  check,
  checkReady,
  checkMissing,
  helpQuestion,
  noHelp,
  helpWorkload,
  helpArchitecture,
  helpProof,
  helpQuotes,
  helpPostSales,
  helpGeneral,
  noteToMicrosoft,
  noteHelp,
  visibilityQuestion,
  visibilityPrivate,
  visibilityVisible,
  visibilityOneWay,
  visibilityDone,
  kindPrivate,
  kindPrivateText,
  kindPartnerLed,
  kindPartnerLedText,
  kindCoSell,
  kindCoSellText,
  upgradeOpen,
  upgradeTitle,
  upgradeHelp,
  upgradeVisible,
  checklistTitle,
  checklistProgress,
  checklistComplete,
  checklistShowDone,
  checklistHideDone,
  isThere,
  isMissing,
  enteredWaits,
  checkSyncOn,
  checkConsent,
  checkStillOpen,
  checkName,
  checkValue,
  checkValueNegative,
  checkCurrency,
  checkCloseDate,
  checkCloseDatePast,
  checkCustomerName,
  checkCustomerStreet,
  checkCustomerCity,
  checkCustomerCountry,
  checkSolution,
  checkSolutionsLimit,
  checkSolutionAmounts,
  checkSolutionCurrency,
  checkMarketplaceIntent,
  checkPartnerRole,
  checkSolutionArea,
  checkSolutionPlay,
  checkHelpUnknown,
  checkLocation,
  checkTeamMember,
  checkTeamLimit,
  checkContactsLimit,
  checkCustomerContact,
  switchSync,
  switchConsent,
  editAccount,
  editDeal,
  addContactRole,
  sharedTitle,
  sharedPrivate,
  sharedPartnerLed,
  sharedInbound,
  sharedInboundText,
  sharedCoSell,
  sharedAsking,
  sharedAskingText,
  sharedCoSellText,
  helpAsked,
  solutionsTitle,
  solutionsChoose,
  solutionsEdit,
  solutionsNone,
  solutionsSearch,
  solutionsNotFound,
  solutionsFull,
  solutionsLast,
  solutionAdd,
  solutionRemove,
  solutionAdded,
  solutionRemoved,
  notesTitle,
  notesHelp,
  notesNone,
  microsoftTitle,
  microsoftNotAsked,
  microsoftInvited,
  microsoftSellers,
  microsoftCrmId,
  microsoftValue,
  microsoftCloseDate,
  microsoftNotes,
  microsoftReason,
  microsoftChanged,
  differsFromOurs,
  historyTitle,
  historyNone,
  historyShow,
  historyHide,
  historyBy,
  historyChange,
  actionShared,
  actionReceived,
  actionLinked,
  actionUnlinked,
  actionInvited,
  actionSent,
  actionWritten,
  actionConflict,
  actionHeld,
  actionRefused,
  actionAccepted,
  actionDeclined,
  actionExpired,
  actionClosed,
  actionFollowed,
  actionPaused,
  actionResumed,
  actionGaveUp,
  actionRequested,
  statusPending,
  historySolutionAdded,
  historySolutionRemoved,
  historySolutionChanged,
  historySolutionTouched,
  historyName,
  historyQuantity,
  historyPrice,
  historyPersonAdded,
  historyPersonRemoved,
  historyKept,
  historyApart,
  whyRule,
  whyChosen,
  whyAsk,
  whyUndo,
  whyOnHold,
  whyOpenQuestion,
  whyDirection,
  whyRefused,
  whyProducts,
  whyCurrency,
  whyClosed,
  whyLooping,
  whyOneWay,
  whyNoWay,
  conflictSince,
  conflictSaved,
  conflictSavedBy,
  conflictSavedThere,
  conflictAgain,
  auditTitle,
  auditText,
  auditCheck,
  auditRunning,
  auditFine,
  auditFound,
  auditOrgAway,
  auditEntry,
  error,
  errorUnknown,
  whoCanFix,
  whoSeller,
  whoSalesforceAdmin,
  whoBridgeAdmin,
  whoNobody,
  opsTitle,
  opsLoaded,
  opsHealthy,
  opsTroubled,
  opsHealthyText,
  opsTroubledText,
  opsConnections,
  opsNumbers,
  opsOpen,
  opsDue,
  opsFailed,
  opsBackingOff,
  opsConflicts,
  opsAttention,
  opsPaused,
  opsClosed,
  opsOldestDue,
  opsOldestDueMinutes,
  opsNotBound,
  opsRefused,
  opsSettingsWrong,
  opsPartnerCenter,
  opsSalesforce,
  opsWebhook,
  opsGate,
  opsConnected,
  opsExpiring,
  opsNeedsReconnect,
  opsNotConnected,
  opsRegistered,
  opsMissing,
  opsForeign,
  opsUnknown,
  opsGateClosed,
  opsGateHalfOpen,
  opsGateText,
  opsGateTextOpen,
  opsValidUntil,
  opsFailedTitle,
  opsFailedNone,
  opsTroubleFailed,
  opsTroubleBackingOff,
  opsTroubleUnconfirmed,
  opsTroubleConflict,
  opsTroubleAttention,
  opsSince,
  opsOpenRecord,
  opsNoRecord,
  opsTried,
  opsNextLook,
  opsForTheLog,
  opsRetry,
  opsRetryAll,
  opsRetryAllSure,
  opsRetryAllText,
  opsRetried,
  opsMore,
  leadOnHoldTitle,
  leadClosingText,
  leadAcceptedTitle,
  leadAcceptedText,
  leadConvertedTitle,
  leadConvertedText,
  leadNoneTitle,
  leadNoneText,
  solutionQuantity,
  solutionPrice,
  solutionCurrency,
  solutionNumberWrong,
  solutionCurrencyWrong,
  solutionCurrencyNeeded,
  unlink,
  unlinkTitle,
  unlinkText,
  unlinkBack,
  unlinkNow,
  unlinkWaits,
  importTitle,
  importText,
  importFile,
  importPaste,
  importPreview,
  importNow,
  importCounts,
  importDone,
  importNothing,
  importNew,
  importChanged,
  importBad,
  importLine,
  importChange,
  importMore,
  importEmptyFile,
  importNoIdColumn,
  importUnknownColumn,
  importColumnTwice,
  importOpenQuote,
  importTooManyCells,
  importTwice,
});
